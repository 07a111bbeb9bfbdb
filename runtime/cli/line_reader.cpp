#include "runtime/cli/line_reader.hpp"

#include <unistd.h>

#include <cerrno>
#include <clocale>
#include <cstdio>
#include <cstdlib>

#if MINIVM_LIBEDIT
#include <histedit.h>

#include <fstream>

namespace minivm::cli {

namespace {

constexpr int remembered_lines = 1000;

std::string history_file() {
    char const* const home = std::getenv("HOME");
    return home ? std::string(home) + "/.minivm_history" : std::string();
}

bool in_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '.' || static_cast<unsigned char>(c) >= 128;
}

std::string common_start(std::vector<std::string> const& words) {
    std::string start = words.front();
    for (std::string const& word : words) {
        std::size_t same = 0;
        while (same < start.size() && same < word.size() && start[same] == word[same]) ++same;
        start.resize(same);
    }
    return start;
}

}  // namespace

struct LineReader::Editor {
    EditLine* edit = nullptr;
    History* history = nullptr;
    std::string prompt;
    Completer completer;
    std::string file = history_file();

    static Editor& of(EditLine* edit) {
        void* data = nullptr;
        el_get(edit, EL_CLIENTDATA, &data);
        return *static_cast<Editor*>(data);
    }
    static char* show_prompt(EditLine* edit) { return of(edit).prompt.data(); }
    static unsigned char complete(EditLine* edit, int) {
        LineInfo const* const info = el_line(edit);
        char const* begin = info->cursor;
        while (begin > info->buffer && in_word(begin[-1])) --begin;
        std::string const word(begin, info->cursor);
        if (word.empty()) {
            el_insertstr(edit, "    ");
            return CC_REFRESH;
        }
        std::vector<std::string> const words = of(edit).completer(word);
        if (words.empty()) return CC_REFRESH_BEEP;
        std::string const start = common_start(words);
        if (start.size() > word.size()) {
            el_insertstr(edit, start.substr(word.size()).c_str());
            return CC_REFRESH;
        }
        if (words.size() == 1) return CC_REFRESH;
        std::fputc('\n', stdout);
        for (std::string const& each : words) std::printf("%s  ", each.c_str());
        std::fputc('\n', stdout);
        return CC_REDISPLAY;
    }
};

LineReader::LineReader(Completer completer) : editor_(std::make_unique<Editor>()) {
    std::setlocale(LC_CTYPE, "");
    Editor& editor = *editor_;
    editor.completer = std::move(completer);
    editor.edit = el_init("minivm", stdin, stdout, stderr);
    if (!editor.edit) return;
    el_set(editor.edit, EL_CLIENTDATA, &editor);
    el_set(editor.edit, EL_PROMPT, Editor::show_prompt);
    el_set(editor.edit, EL_EDITOR, "emacs");
    el_set(editor.edit, EL_SIGNAL, 0);
    el_set(editor.edit, EL_ADDFN, "complete", "Complete the name before the cursor", Editor::complete);
    el_set(editor.edit, EL_BIND, "\t", "complete", nullptr);
    editor.history = history_init();
    HistEvent event;
    history(editor.history, &event, H_SETSIZE, remembered_lines);
    history(editor.history, &event, H_SETUNIQUE, 1);
    if (!editor.file.empty()) history(editor.history, &event, H_LOAD, editor.file.c_str());
    el_set(editor.edit, EL_HIST, history, editor.history);
}

LineReader::~LineReader() {
    if (!editor_->edit) return;
    HistEvent event;
    if (!editor_->file.empty()) history(editor_->history, &event, H_SAVE, editor_->file.c_str());
    history_end(editor_->history);
    el_end(editor_->edit);
}

LineReader::Outcome LineReader::read(char const* prompt, std::string& line) {
    editor_->prompt = prompt;
    int length = 0;
    errno = 0;
    char const* const text = editor_->edit ? el_gets(editor_->edit, &length) : nullptr;
    if (!text || length <= 0) {
        bool const interrupted = errno == EINTR;
        std::fputc('\n', stdout);
        if (interrupted) el_reset(editor_->edit);
        return interrupted ? Outcome::interrupted : Outcome::end;
    }
    line.assign(text, static_cast<std::size_t>(length));
    if (line.find_first_not_of(" \t\n") != std::string::npos) {
        HistEvent event;
        history(editor_->history, &event, H_ENTER, line.c_str());
    }
    while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.pop_back();
    return Outcome::line;
}

}  // namespace minivm::cli

#else

namespace minivm::cli {

struct LineReader::Editor {};

LineReader::LineReader(Completer) {}
LineReader::~LineReader() = default;

LineReader::Outcome LineReader::read(char const* prompt, std::string& line) {
    std::fputs(prompt, stdout);
    std::fflush(stdout);
    line.clear();
    while (true) {
        char c = 0;
        ssize_t const got = ::read(0, &c, 1);
        if (got < 0 && errno == EINTR) {
            std::fputc('\n', stdout);
            return Outcome::interrupted;
        }
        if (got <= 0) return line.empty() ? Outcome::end : Outcome::line;
        if (c == '\n') return Outcome::line;
        line += c;
    }
}

}  // namespace minivm::cli

#endif
