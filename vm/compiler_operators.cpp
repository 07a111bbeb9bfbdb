// Operators, comparisons, and conditions as jumps.
#include <array>

#include "vm/compiler_unit.hpp"

namespace minivm {

namespace ast = grammar::ast;

namespace {

struct BinaryForms {
    Op plain, inplace;
    std::optional<Op> immediate, inplace_immediate;
    int least, greatest;  // of the immediate operand
};

// In the order of ast::Operator. An operand between `least` and `greatest` fits the immediate form. There are
// no immediate forms of inplace multiplication and the like: a list has its own meaning of `*=`.
constexpr std::array<BinaryForms, 13> binary_forms{{
    {Op::add, Op::inplace_add, Op::add_int, Op::inplace_add_int, INT16_MIN, INT16_MAX},
    {Op::sub, Op::inplace_sub, Op::sub_int, Op::inplace_sub_int, -INT16_MAX, INT16_MAX},
    {Op::mul, Op::inplace_mul, Op::mul_int, {}, INT16_MIN, INT16_MAX},
    {Op::matmul, Op::inplace_matmul, {}, {}, 0, 0},
    {Op::truediv, Op::inplace_truediv, {}, {}, 0, 0},
    {Op::mod, Op::inplace_mod, Op::mod_int, {}, 1, INT16_MAX},
    {Op::pow, Op::inplace_pow, {}, {}, 0, 0},
    {Op::lshift, Op::inplace_lshift, Op::lshift_int, {}, 0, 59},
    {Op::rshift, Op::inplace_rshift, Op::rshift_int, {}, 0, 59},
    {Op::bit_or, Op::inplace_or, {}, {}, 0, 0},
    {Op::bit_xor, Op::inplace_xor, {}, {}, 0, 0},
    {Op::bit_and, Op::inplace_and, Op::and_int, {}, INT16_MIN, INT16_MAX},
    {Op::floordiv, Op::inplace_floordiv, Op::floordiv_int, {}, 1, INT16_MAX},
}};

struct CompareForms {
    Op value, jump, jump_not;
    std::optional<Op> jump_int, jump_not_int;
};

// In the order of ast::CompareOperator.
constexpr std::array<CompareForms, 10> compare_forms{{
    {Op::eq, Op::jump_eq, Op::jump_not_eq, Op::jump_eq_int, Op::jump_not_eq_int},
    {Op::ne, Op::jump_ne, Op::jump_not_ne, Op::jump_ne_int, Op::jump_not_ne_int},
    {Op::lt, Op::jump_lt, Op::jump_not_lt, Op::jump_lt_int, Op::jump_not_lt_int},
    {Op::le, Op::jump_le, Op::jump_not_le, Op::jump_le_int, Op::jump_not_le_int},
    {Op::gt, Op::jump_gt, Op::jump_not_gt, Op::jump_gt_int, Op::jump_not_gt_int},
    {Op::ge, Op::jump_ge, Op::jump_not_ge, Op::jump_ge_int, Op::jump_not_ge_int},
    {Op::is, Op::jump_is, Op::jump_is_not, {}, {}},
    {Op::is_not, Op::jump_is_not, Op::jump_is, {}, {}},
    {Op::in, Op::jump_in, Op::jump_not_in, {}, {}},
    {Op::not_in, Op::jump_not_in, Op::jump_in, {}, {}},
}};

CompareForms const& forms_of(ast::CompareOperator op) { return compare_forms[static_cast<std::size_t>(op)]; }

bool is_membership(ast::CompareOperator op) {
    return op == ast::CompareOperator::in || op == ast::CompareOperator::not_in;
}

}  // namespace

void Unit::binary(ast::BinOp const& node, Register target) {
    Register const left = operand_in(*node.left, target, {node.right});
    binary_operation(node.op, false, target, left, *node.right, node);
}

/// target = left OP right, `left` being evaluated already.
void Unit::binary_operation(ast::Operator op, bool inplace, Register target, Register left,
                            Expression const& right, ast::Node const& node) {
    BinaryForms const& forms = binary_forms[static_cast<std::size_t>(op)];
    auto const immediate_form = inplace ? forms.inplace_immediate : forms.immediate;
    if (immediate_form) {
        auto const number = small_literal(right);
        if (number && *number >= forms.least && *number <= forms.greatest) {
            int const field = op == ast::Operator::sub ? -*number : *number;
            at(node).emit(*immediate_form, target, left, field);
            return;
        }
    }
    Register const right_register = operand(right);
    at(node).emit(inplace ? forms.inplace : forms.plain, target, left, right_register);
}

void Unit::unary(ast::UnaryOp const& node, Register target) {
    Register const value = operand_in(*node.operand, target);
    Op const op = node.op == ast::UnaryOperator::not_    ? Op::logical_not
                  : node.op == ast::UnaryOperator::u_sub ? Op::neg
                  : node.op == ast::UnaryOperator::u_add ? Op::pos
                                                         : Op::invert;
    at(node).emit(op, target, value);
}

void Unit::bool_operation(ast::BoolOp const& node, Register target) {
    Register const result = Assembler::is_temporary(target) ? target : temporary();
    Label const end = assembler_.make_label();
    Op const leave = node.op == ast::BoolOperator::and_ ? Op::jump_false : Op::jump_true;
    for (std::size_t i = 0; i < node.values.size(); ++i) {
        into(*node.values[i], result);
        if (i + 1 == node.values.size()) break;
        at(node).branch(leave, result, 0, end);
    }
    assembler_.bind(end);
    if (result != target) at(node).emit(Op::move, target, result);
}

void Unit::conditional(ast::IfExp const& node, Register target) {
    Label const otherwise = assembler_.make_label();
    Label const end = assembler_.make_label();
    condition(*node.test, otherwise, false);
    into(*node.body, target);
    assembler_.jump(end);
    assembler_.bind(otherwise);
    into(*node.orelse, target);
    assembler_.bind(end);
}

void Unit::compare(ast::Compare const& node, Register target) {
    if (node.ops.size() > 1) return compare_chain(node, target);
    Expression const& right_node = *node.comparators[0];
    Register const left = operand_in(*node.left, target, {&right_node});
    Register const right = comparand(node.ops[0], right_node);
    at(node).emit(forms_of(node.ops[0]).value, target, left, right);
}

/// a < b < c as a value: the result of the first comparison that is false, or of the last.
void Unit::compare_chain(ast::Compare const& node, Register target) {
    Register const result = Assembler::is_temporary(target) ? target : temporary();
    Label const end = assembler_.make_label();
    Register left = operand(*node.left, {node.comparators[0]});
    for (std::size_t i = 0; i < node.ops.size(); ++i) {
        bool const is_last = i + 1 == node.ops.size();
        Register const right = is_last ? comparand(node.ops[i], *node.comparators[i])
                                       : operand(*node.comparators[i], {node.comparators[i + 1]});
        at(node).emit(forms_of(node.ops[i]).value, result, left, right);
        if (!is_last) assembler_.branch(Op::jump_false, result, 0, end);
        left = right;
    }
    assembler_.bind(end);
    if (result != target) at(node).emit(Op::move, target, result);
}

/// Jumps to `target` if the truth of `node` is `sense`, else falls through.
void Unit::condition(Expression const& node, Label target, bool sense) {
    if (auto const constant = fold(node)) {
        at(node);
        if (Constants::truth(*constant) == sense) assembler_.jump(target);
        return;
    }
    Temporaries scope(*this);
    if (auto const* operation = node.as_if<ast::UnaryOp>();
        operation && operation->op == ast::UnaryOperator::not_)
        return condition(*operation->operand, target, !sense);
    if (auto const* operation = node.as_if<ast::BoolOp>()) {
        // In `a or b` a true operand decides; in `a and b` a false one.
        bool const deciding = operation->op == ast::BoolOperator::or_;
        Label const undecided = assembler_.make_label();
        for (auto const* value : operation->values.first(operation->values.size() - 1))
            condition(*value, deciding == sense ? target : undecided, deciding);
        condition(*operation->values.back(), target, sense);
        assembler_.bind(undecided);
        return;
    }
    if (auto const* choice = node.as_if<ast::IfExp>()) {
        Label const otherwise = assembler_.make_label();
        Label const end = assembler_.make_label();
        condition(*choice->test, otherwise, false);
        condition(*choice->body, target, sense);
        assembler_.jump(end);
        assembler_.bind(otherwise);
        condition(*choice->orelse, target, sense);
        assembler_.bind(end);
        return;
    }
    if (auto const* comparison = node.as_if<ast::Compare>())
        return compare_condition(*comparison, target, sense);
    Register const value = operand(node);
    at(node).branch(sense ? Op::jump_true : Op::jump_false, value, 0, target);
}

void Unit::compare_condition(ast::Compare const& node, Label target, bool sense) {
    if (node.ops.size() == 1) {
        Register const left = operand(*node.left, {node.comparators[0]});
        return compare_jump(node, 0, left, -1, target, sense);
    }
    Label const failed = assembler_.make_label();
    Register left = operand(*node.left, {node.comparators[0]});
    std::size_t const last = node.ops.size() - 1;
    for (std::size_t i = 0; i < last; ++i) {
        Register const right = operand(*node.comparators[i], {node.comparators[i + 1]});
        compare_jump(node, i, left, right, sense ? failed : target, false);
        left = right;
    }
    compare_jump(node, last, left, -1, target, sense);
    assembler_.bind(failed);
}

/// The jump for comparison `i` of `node`. `right` is -1 if the right operand is still to be evaluated.
void Unit::compare_jump(ast::Compare const& node, std::size_t i, Register left, Register right, Label target,
                        bool sense) {
    CompareForms const& forms = forms_of(node.ops[i]);
    Op const op = sense ? forms.jump : forms.jump_not;
    if (right < 0) {
        Expression const& right_node = *node.comparators[i];
        bool const is_identity = op == Op::jump_is || op == Op::jump_is_not;
        auto const constant = fold(right_node);
        if (is_identity && constant && constant->is_none()) {
            at(node).branch(op == Op::jump_is ? Op::jump_none : Op::jump_not_none, left, 0, target);
            return;
        }
        auto const number = small_literal(right_node);
        if (number && forms.jump_int) {
            at(node).branch(sense ? *forms.jump_int : *forms.jump_not_int, left, *number, target);
            return;
        }
        right = comparand(node.ops[i], right_node);
    }
    at(node).branch(op, left, right, target);
}

/// Whether `node` is the display in `x in [1, 2, 3]` or `x in {1, 2, 3}`, which is one constant, as in
/// CPython.
bool Unit::is_constant_container(ast::CompareOperator op, Expression const& node) {
    if (!is_membership(op)) return false;
    auto const* list = node.as_if<ast::List>();
    auto const* set = node.as_if<ast::Set>();
    if (!list && !set) return false;
    for (auto const* item : list ? list->elts : set->elts)
        if (!fold(*item)) return false;
    return true;
}

/// The right operand of a comparison.
Register Unit::comparand(ast::CompareOperator op, Expression const& node) {
    if (!is_constant_container(op, node)) return operand(node);
    auto const* set = node.as_if<ast::Set>();
    std::vector<Value> values;
    for (auto const* item : set ? set->elts : node.as<ast::List>().elts) values.push_back(*fold(*item));
    at(node);
    return constant_register(set ? compilation_.constants.set(values) : compilation_.constants.tuple(values));
}

}  // namespace minivm
