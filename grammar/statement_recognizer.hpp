#pragma once
// The Recognizer for statements, as far as they can go wrong in a way that has words of its own. Used by
// explain() only.

#include <string>
#include <vector>

#include "grammar/recognizer.hpp"

namespace minivm::grammar {

class StatementRecognizer : public Recognizer {
public:
    using Recognizer::Recognizer;

    // A logical line whose first token is `line`, or two where it opens a block that is missing. A mistake is
    // thrown.
    void read_line(Index line) {
        at_ = line;
        statement();
    }
    // What stands in a replacement field.
    void read_field() { static_cast<void>(star_expressions()); }

private:
    void statement();
    bool match_statement();
    void simple_statements();
    bool simple_statement();
    bool assignment();
    void mistaken_assignment();
    bool mistaken_annotation_target();
    void import();
    void import_from();
    bool dotted_name();
    bool as_name();
    void conditional(std::string const& name);
    void loop(std::string const& name);
    void with(Span keyword);
    void mistaken_with(Span keyword);
    bool with_item();
    void except(Span keyword);
    void class_definition(Span keyword);
    void function_definition(Span keyword);
    void block(std::string const& owner, Span keyword);
    void expect(TokenKind kind, char const* message);
    void mistaken_line_end();

    // Parameters of a `def` end at a parenthesis, those of a `lambda` at a colon.
    enum class Owner : std::uint8_t { function, lambda };
    bool parameter(Owner owner);
    bool end_of_parameter(Owner owner);
    bool parameter_without_default(Owner owner);
    bool parameter_with_default(Owner owner);
    bool parameter_maybe_default(Owner owner);
    bool default_value(Owner owner);
    bool slash(Owner owner, bool with_defaults);
    bool parameters(Owner owner);
    bool star_parameters(Owner owner);
    bool keyword_parameters(Owner owner);
    void mistaken_parameters(Owner owner);
    void mistaken_star(Owner owner);
    void mistaken_keywords(Owner owner);
    bool lambda_parameters() override { return parameters(Owner::lambda); }

    template <typename Rule>
    bool repeat(Rule rule) {
        int count = 0;
        while (attempt(rule)) ++count;
        return count > 0;
    }
};

}  // namespace minivm::grammar
