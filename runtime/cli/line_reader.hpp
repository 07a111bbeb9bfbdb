#pragma once
// Reads lines from a terminal: with libedit's editing, history and completion, or plainly without it.
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace minivm::cli {

class LineReader {
public:
    /// What may follow `word` (a name or a dotted path), as whole words.
    using Completer = std::function<std::vector<std::string>(std::string const& word)>;
    enum class Outcome : unsigned char { line, end, interrupted };

    explicit LineReader(Completer completer);
    ~LineReader();
    LineReader(LineReader const&) = delete;
    LineReader& operator=(LineReader const&) = delete;

    /// One line without its end. `interrupted`: Ctrl-C was pressed.
    Outcome read(char const* prompt, std::string& line);

private:
    struct Editor;
    std::unique_ptr<Editor> editor_;
};

}  // namespace minivm::cli
