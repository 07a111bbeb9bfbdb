// Annotations. Under `from __future__ import annotations` they are not evaluated but kept as text, which
// CPython makes from the tree: one spelling whatever the author's spaces and quotes were.
#include "vm/compiler_unit.hpp"
#include "vm/objects/floating.hpp"
#include "vm/objects/str.hpp"

namespace minivm {

namespace ast = grammar::ast;

namespace {

/// Writes the expressions that types are made of; `ok()` is false if another one was met.
class Writer {
public:
    explicit Writer(Thread& thread) : thread_(thread) {}

    void write(ast::Expression const& node) {
        using enum ast::Kind;
        switch (node.kind) {
            case name: text_ += node.as<ast::Name>().id; return;
            case constant: return literal(node.as<ast::Constant>());
            case attribute: {
                auto const& member = node.as<ast::Attribute>();
                bool const plain = member.value->is<ast::Name>() || member.value->is<ast::Attribute>();
                if (!plain) ok_ = false;
                write(*member.value);
                text_ += '.';
                text_ += member.attr;
                return;
            }
            case subscript: {
                auto const& item = node.as<ast::Subscript>();
                if (!item.value->is<ast::Name>() && !item.value->is<ast::Attribute>()) ok_ = false;
                write(*item.value);
                text_ += '[';
                auto const* several = item.slice->as_if<ast::Tuple>();
                if (several && several->elts.size() > 1) {
                    items(several->elts);
                } else {
                    write(*item.slice);
                }
                text_ += ']';
                return;
            }
            case bin_op: {
                auto const& either = node.as<ast::BinOp>();
                if (either.op != ast::Operator::bit_or || either.right->is<ast::BinOp>()) ok_ = false;
                write(*either.left);
                text_ += " | ";
                write(*either.right);
                return;
            }
            case ast::Kind::list:
                text_ += '[';
                items(node.as<ast::List>().elts);
                text_ += ']';
                return;
            case tuple: {
                auto const elements = node.as<ast::Tuple>().elts;
                text_ += '(';
                items(elements);
                text_ += elements.size() == 1 ? ",)" : ")";
                return;
            }
            default: ok_ = false;
        }
    }
    bool ok() const { return ok_; }
    std::string const& text() const { return text_; }

private:
    void items(ast::Sequence<ast::Expression> nodes) {
        for (std::size_t i = 0; i < nodes.size(); ++i) {
            if (i > 0) text_ += ", ";
            write(*nodes[i]);
        }
    }

    void literal(ast::Constant const& node) {
        using Literal = ast::Constant::Type;
        switch (node.type) {
            case Literal::none: text_ += "None"; return;
            case Literal::true_: text_ += "True"; return;
            case Literal::false_: text_ += "False"; return;
            case Literal::ellipsis: text_ += "..."; return;
            case Literal::integer: text_ += std::to_string(node.integer); return;
            case Literal::real: text_ += float_repr(node.real); return;
            case Literal::string: {
                auto made = make_str(thread_, node.text);
                auto quoted = made ? repr_of(thread_, made.take()) : Result<Str*>(Raised{});
                if (quoted) {
                    text_ += to_utf8(quoted.take());
                } else {
                    ok_ = false;
                }
                return;
            }
            default: ok_ = false;
        }
    }

    Thread& thread_;
    std::string text_;
    bool ok_ = true;
};

}  // namespace

/// The value of an annotation: what the expression means, or its text.
void Unit::annotation_value(Expression const& node, Register target) {
    if (!compilation_.future_annotations) return into(node, target);
    Writer writer(compilation_.thread);
    writer.write(node);
    if (!writer.ok())
        return compilation_.unsupported(
            node.span, "this annotation under 'from __future__ import annotations' is not supported by Mini");
    at(node);
    load(target, compilation_.constants.string(writer.text()));
}

}  // namespace minivm
