#pragma once
// The way from text to tree. parse() accepts any bytes and ends in a tree or a diagnostic, in time linear in
// their length and without recursion that depends on them. It keeps no state: any thread may call it.

#include <cstdint>
#include <utility>
#include <variant>

#include "grammar/arena.hpp"
#include "grammar/ast.hpp"
#include "grammar/diagnostic.hpp"
#include "grammar/source.hpp"

namespace minivm::grammar {

enum class Mode : std::uint8_t {
    module,       // a file; root is ast::Module
    interactive,  // one statement typed at a prompt; root is ast::Interactive
    expression,   // eval(); root is ast::ExpressionRoot
};

// Owns the nodes under root(). Independent of the Source that it was parsed from.
class Tree {
public:
    Tree(Arena arena, ast::Node& root) : arena_(std::move(arena)), root_(&root) {}

    [[nodiscard]] ast::Node& root() { return *root_; }
    [[nodiscard]] ast::Node const& root() const { return *root_; }
    // The root's statements; only of a module or an interactive statement.
    [[nodiscard]] ast::Sequence<ast::Statement> body() const;

private:
    Arena arena_;
    ast::Node* root_;
};

class Parsed {
public:
    explicit Parsed(Tree tree) : outcome_(std::move(tree)) {}
    explicit Parsed(Diagnostic diagnostic, bool incomplete = false)
        : outcome_(std::move(diagnostic)), incomplete_(incomplete) {}

    [[nodiscard]] bool ok() const { return std::holds_alternative<Tree>(outcome_); }
    [[nodiscard]] Tree& tree() { return std::get<Tree>(outcome_); }
    [[nodiscard]] Tree const& tree() const { return std::get<Tree>(outcome_); }
    [[nodiscard]] Diagnostic const& diagnostic() const { return std::get<Diagnostic>(outcome_); }
    // Not ok only because the text ends too early: a prompt should ask for another line. Only in
    // Mode::interactive.
    [[nodiscard]] bool incomplete() const { return incomplete_; }

private:
    std::variant<Tree, Diagnostic> outcome_;
    bool incomplete_ = false;
};

// In Mode::interactive the text is the lines typed so far, joined by '\n'; a compound statement is complete
// once its last line is empty.
[[nodiscard]] Parsed parse(Source const& source, Mode mode);

}  // namespace minivm::grammar
