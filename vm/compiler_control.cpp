// Control flow: if, loops, try, with, and the ways out of them.
#include "vm/compiler_unit.hpp"

namespace minivm {

namespace ast = grammar::ast;

void Unit::if_statement(ast::If const& first) {
    Label const end = assembler_.make_label();
    // A loop over the `elif`s, of which there may be more than the native stack has room for.
    for (ast::If const* node = &first; node != nullptr;) {
        if (auto const target = plain_jump(node->body)) {
            condition(*node->test, *target, true);
        } else {
            Label const otherwise = assembler_.make_label();
            condition(*node->test, otherwise, false);
            statements(node->body);
            if (!node->orelse.empty()) assembler_.jump(end);
            assembler_.bind(otherwise);
        }
        ast::If const* const elif = node->elif ();
        if (elif == nullptr) statements(node->orelse);
        node = elif;
    }
    assembler_.bind(end);
}

// ---- Loops

void Unit::while_loop(ast::While const& node) {
    Label const body = assembler_.make_label();
    Label const again = assembler_.make_label();
    Label const otherwise = assembler_.make_label();
    Label const end = assembler_.make_label();
    condition(*node.test, otherwise, false);
    ++loop_depth_;
    assembler_.bind(body);
    push({Block::Kind::loop, node.span, end, again}, node.span);
    statements(node.body);
    pop();
    close_while(node, body, again);
    --loop_depth_;
    assembler_.bind(otherwise);
    statements(node.orelse);
    assembler_.bind(end);
}

/// The test at the end of the loop.
void Unit::close_while(ast::While const& node, Label body, Label again) {
    bool const fused = !assembler_.used(again) && fuse_increment(node, body);
    assembler_.bind(again);
    if (!fused) condition(*node.test, body, true);
}

/// `i += 1` before `while i < n` is one instruction.
bool Unit::fuse_increment(ast::While const& node, Label body) {
    auto const step = assembler_.last();
    auto const* test = node.test->as_if<ast::Compare>();
    auto const* counter = test ? test->left->as_if<ast::Name>() : nullptr;
    if (!step || !counter || !scope_.is_function()) return false;
    if (step->op != Op::inplace_add_int && step->op != Op::add_int) return false;
    if (step->a != step->b || step->c != 1) return false;
    if (test->ops.size() != 1 || test->ops[0] != ast::CompareOperator::less) return false;
    Symbol const& variable = symbol(counter->id);
    if (variable.resolution != Resolution::local || variable.index != step->a) return false;
    Expression const& bound = *test->comparators[0];
    auto const* name = bound.as_if<ast::Name>();
    bool const in_variable = name && symbol(name->id).resolution == Resolution::local;
    if (!in_variable && !small_literal(bound)) return false;
    assembler_.remove_last();
    Temporaries scope(*this);
    Register const limit = operand(bound);
    assembler_.at(step->span);
    assembler_.branch(Op::loop_lt, variable.index, limit, body);
    return true;
}

void Unit::for_loop(ast::For const& node) {
    Label const again = assembler_.make_label();
    Label const end = assembler_.make_label();
    iteration(*node.target, node.iter, -1, node, again, [&] {
        push({Block::Kind::loop, node.span, end, again}, node.span);
        statements(node.body);
        pop();
    });
    statements(node.orelse);
    assembler_.bind(end);
}

/// for target in iterable: body. Without `iterable`, register `source` holds what is iterated over.
void Unit::iteration(Expression const& target, Expression const* iterable, Register source,
                     ast::Node const& node, Label on_continue, std::function<void()> const& body) {
    Register const state = temporary_block(3);
    if (!iterable) {
        at(node).emit(Op::iter_prepare, state, source);
    } else if (!prepare_range(*iterable, state)) {
        Temporaries scope(*this);
        Register const items = operand(*iterable);
        at(node).emit(Op::iter_prepare, state, items);
    }
    Label const start = assembler_.make_label();
    assembler_.jump(on_continue);
    assembler_.bind(start);
    ++loop_depth_;
    // A variable in a register is the loop's own; anything else is stored to at the start of the body.
    Register item = -1;
    auto const* name = target.as_if<ast::Name>();
    if (name && scope_.is_function() && symbol(name->id).resolution == Resolution::local &&
        name->id != "__debug__") {
        item = symbol(name->id).index;
    } else {
        item = temporary();
        Temporaries scope(*this);
        store(target, item);
    }
    body();
    --loop_depth_;
    assembler_.bind(on_continue);
    at(node).branch(Op::for_next, state, item, start);
}

/// `for i in range(...)` makes no range object. Whether range is the builtin is seen when the loop runs.
bool Unit::prepare_range(Expression const& iterable, Register state) {
    auto const* call = iterable.as_if<ast::Call>();
    auto const* name = call ? call->func->as_if<ast::Name>() : nullptr;
    if (!name || name->id != "range" || !call->keywords.empty()) return false;
    if (call->args.empty() || call->args.size() > 3) return false;
    for (auto const* argument : call->args)
        if (argument->is<ast::Starred>()) return false;
    auto const resolution = symbol(name->id).resolution;
    bool const is_global = resolution == Resolution::global_implicit ||
                           resolution == Resolution::global_explicit ||
                           (resolution == Resolution::local && scope_.kind == Scope::Kind::module);
    if (!is_global) return false;
    Temporaries scope(*this);
    Register const area = temporary_block(4);
    into(*name, area);
    for (auto const* argument : call->args) into(*argument, temporary());
    at(*call).emit(Op::range_prepare, state, area, static_cast<int>(call->args.size()));
    return true;
}

// ---- Blocks and the ways out of them

void Unit::push(Block block, Span span) {
    constexpr std::size_t deepest = 20;  // as in CPython
    if (blocks_.size() >= deepest) compilation_.error(span, "too many statically nested blocks");
    blocks_.push_back(block);
}

void Unit::close(Region& region) {
    if (region.open >= 0 && region.open < assembler_.here())
        region.segments.emplace_back(region.open, assembler_.here());
    region.open = -1;
}

/// Closes the region for good. Inner regions are finished before outer ones, as the table's order demands.
void Unit::finish(Region& region) {
    close(region);
    for (auto const& [begin, end] : region.segments)
        assembler_.protect(begin, end, region.handler, region.target, region.catches);
}

/// Whether leaving the blocks above `down_to` runs code of the script, which may assign variables.
bool Unit::must_run_code(std::size_t down_to) const {
    for (std::size_t i = down_to; i < blocks_.size(); ++i) {
        auto const kind = blocks_[i].kind;
        if (kind == Block::Kind::finally_body || kind == Block::Kind::with) return true;
        if (kind == Block::Kind::handler && !blocks_[i].name.empty()) return true;
    }
    return false;
}

/// Leaves all blocks above `down_to`, innermost first, and then runs `exit`, which ends in a jump or return.
/// The code after it is inside the blocks again.
void Unit::leave_blocks(std::size_t down_to, std::function<void()> const& exit) {
    std::vector<Block> const left(blocks_.begin() + static_cast<std::ptrdiff_t>(down_to), blocks_.end());
    Span const span = assembler_.where();
    std::vector<Region*> closed;
    for (auto block = left.rbegin(); block != left.rend(); ++block) {
        blocks_.pop_back();
        for (Region* region : {block->region, block->outer_region}) {
            if (!region || region->open < 0) continue;
            close(*region);
            closed.push_back(region);
        }
        unwind(*block);
        assembler_.at(span);
    }
    exit();
    for (Region* region : closed) open(*region);
    blocks_.insert(blocks_.end(), left.begin(), left.end());
}

/// What a jump out of the block runs.
void Unit::unwind(Block const& block) {
    switch (block.kind) {
        case Block::Kind::loop:
        case Block::Kind::attempt: return;
        case Block::Kind::finally_body: return statements(block.statement->finalbody);
        case Block::Kind::finally_handler: assembler_.emit(Op::leave_handler, block.state); return;
        case Block::Kind::handler:
            assembler_.emit(Op::leave_handler, block.state);
            if (!block.name.empty()) unbind(block.name, assembler_.where());
            return;
        case Block::Kind::with: assembler_.at(block.span); return call_exit_normally(block.state);
    }
}

void Unit::break_or_continue(Statement const& node, bool is_break) {
    std::size_t depth = blocks_.size();
    while (depth > 0 && blocks_[depth - 1].kind != Block::Kind::loop) --depth;
    if (depth == 0)
        return compilation_.error(node.span,
                                  is_break ? "'break' outside loop" : "'continue' not properly in loop");
    Label const target = is_break ? blocks_[depth - 1].on_break : blocks_[depth - 1].on_continue;
    at(node);
    leave_blocks(depth, [&] { assembler_.jump(target); });
}

/// Where `if ...: break` leads when nothing lies between it and the loop.
std::optional<Assembler::Label> Unit::plain_jump(Sequence<Statement> body) const {
    if (body.size() != 1 || blocks_.empty() || blocks_.back().kind != Block::Kind::loop) return {};
    if (body[0]->is<ast::Break>()) return blocks_.back().on_break;
    if (body[0]->is<ast::Continue>()) return blocks_.back().on_continue;
    return {};
}

// ---- try

void Unit::try_statement(ast::Try const& node) {
    if (node.finalbody.empty()) {
        try_except(node);
    } else {
        try_finally(node);
    }
}

/// The end of a handler: `raised` goes on with `handled` restored.
void Unit::leave_and_reraise(Register state, Register raised) {
    assembler_.emit(Op::leave_handler, state);
    assembler_.emit(Op::reraise, raised);
}

void Unit::try_finally(ast::Try const& node) {
    Register const state =
        temporary_block(3);  // the exception, the one handled before, the one raised inside
    Label const end = assembler_.make_label();
    Region body{assembler_.make_label(), state};
    open(body);
    Block block{Block::Kind::finally_body, node.span};
    block.region = &body;
    block.statement = &node;
    push(block, node.span);
    if (node.handlers.empty()) {
        statements(node.body);
    } else {
        try_except(node);
    }
    pop();
    finish(body);
    bool const falls_through = !assembler_.unreachable();
    if (falls_through) statements(node.finalbody);
    assembler_.jump(end);

    assembler_.bind(body.handler);
    at(node).emit(Op::enter_handler, state);
    Region handler{assembler_.make_label(), state + 2};
    open(handler);
    Block inner{Block::Kind::finally_handler, node.span};
    inner.region = &handler;
    inner.state = state;
    push(inner, node.span);
    statements(node.finalbody);
    pop();
    finish(handler);
    leave_and_reraise(state, state);
    assembler_.bind(handler.handler);
    leave_and_reraise(state, state + 2);
    assembler_.bind(end);
}

void Unit::try_except(ast::Try const& node) {
    Register const state = temporary_block(3);
    Label const end = assembler_.make_label();
    Region body{assembler_.make_label(), state, true};
    open(body);
    Block block{Block::Kind::attempt, node.span};
    block.region = &body;
    push(block, node.span);
    statements(node.body);
    pop();
    finish(body);
    statements(node.orelse);
    assembler_.jump(end);

    assembler_.bind(body.handler);
    at(node).emit(Op::enter_handler, state);
    Region clauses{assembler_.make_label(), state + 2};
    open(clauses);
    for (auto const* handler : node.handlers)
        except_clause(*handler, handler == node.handlers.back(), state, clauses, end);
    finish(clauses);
    leave_and_reraise(state, state);
    assembler_.bind(clauses.handler);
    leave_and_reraise(state, state + 2);
    assembler_.bind(end);
}

void Unit::except_clause(ast::ExceptHandler const& handler, bool is_last, Register state, Region& region,
                         Label end) {
    Temporaries scope(*this);
    Label const next = assembler_.make_label();
    if (handler.type) {
        Temporaries inner(*this);
        Register const type = operand(*handler.type);
        at(handler).branch(Op::jump_no_match, state, type, next);
    } else if (!is_last) {
        return compilation_.error(handler.span, "default 'except:' must be last");
    }
    bool const has_name = !handler.name.empty();
    Region named{assembler_.make_label(), state + 2};
    Block block{Block::Kind::handler, handler.span};
    block.state = state;
    block.name = handler.name;
    if (has_name) {
        store_name(handler.name, state, handler.span);
        open(named);
        block.region = &named;
        block.outer_region = &region;
    } else {
        block.region = &region;
    }
    push(block, handler.span);
    statements(handler.body);
    pop();
    if (has_name) finish(named);
    close(region);
    if (!assembler_.unreachable()) {
        assembler_.emit(Op::leave_handler, state);
        if (has_name) unbind(handler.name, assembler_.where());
        assembler_.jump(end);
    }
    if (has_name) {
        assembler_.bind(named.handler);
        unbind(handler.name, handler.span);
        leave_and_reraise(state, state + 2);
    }
    open(region);
    assembler_.bind(next);
}

/// The name of an except clause is gone after it, even if the body deleted it.
void Unit::unbind(std::string_view name, Span span) {
    assembler_.at(span);
    Symbol const& variable = symbol(name);
    if (variable.resolution == Resolution::local && scope_.is_function()) {
        assembler_.emit(Op::load_unbound, variable.index);
        return;
    }
    Temporaries scope(*this);
    Register const nothing = temporary();
    if (variable.resolution == Resolution::cell || variable.resolution == Resolution::free) {
        assembler_.emit(Op::load_unbound, nothing);
        return store_name(name, nothing, span);
    }
    assembler_.emit(Op::load_none, nothing);
    store_name(name, nothing, span);
    delete_name(name, span);
}

// ---- with

void Unit::with_statement(ast::With const& node, std::size_t item) {
    ast::WithItem const& managed = *node.items[item];
    Register const exit = temporary();
    Register const state = temporary_block(3);
    Region body{assembler_.make_label(), state};
    Label const end = assembler_.make_label();
    {
        Temporaries scope(*this);
        Register const manager = operand(*managed.context_expr);
        Register const area = temporary_block(4);
        at(node).emit(Op::get_special, area, manager, 0);
        assembler_.emit(Op::get_special, exit, manager, 1);
        assembler_.emit(Op::call, area, 0);
        open(body);
        if (managed.optional_vars) store(*managed.optional_vars, area);
    }
    Block block{Block::Kind::with, node.span};
    block.region = &body;
    block.state = exit;
    push(block, node.span);
    if (item + 1 < node.items.size()) {
        Temporaries scope(*this);
        with_statement(node, item + 1);
    } else {
        statements(node.body);
    }
    pop();
    finish(body);
    at(node);
    if (!assembler_.unreachable()) call_exit_normally(exit);
    assembler_.jump(end);

    assembler_.bind(body.handler);
    assembler_.emit(Op::enter_handler, state);
    Region handler{assembler_.make_label(), state + 2};
    Label const suppressed = assembler_.make_label();
    open(handler);
    {
        Temporaries scope(*this);
        Register const area = temporary_block(7);
        assembler_.emit(Op::move, area, exit);
        assembler_.emit(Op::call_exit, area, state);
        assembler_.branch(Op::jump_true, area, 0, suppressed);
    }
    finish(handler);
    leave_and_reraise(state, state);
    assembler_.bind(handler.handler);
    leave_and_reraise(state, state + 2);
    assembler_.bind(suppressed);
    assembler_.emit(Op::leave_handler, state);
    assembler_.bind(end);
}

/// exit(None, None, None); the result does not matter.
void Unit::call_exit_normally(Register exit) {
    Temporaries scope(*this);
    Register const area = temporary_block(7);
    assembler_.emit(Op::move, area, exit);
    for (int argument = 0; argument < 3; ++argument) assembler_.emit(Op::load_none, area + 4 + argument);
    assembler_.emit(Op::call, area, 3);
}

}  // namespace minivm
