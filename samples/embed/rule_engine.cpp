// A host: orders are objects of C++, the rules that price them are functions of a script, which somebody else
// writes. A rule that fails, takes too long or wants too much memory is switched off, and the order is priced
// without it.

#include <chrono>
#include <iostream>
#include <minivm/minivm.hpp>
#include <string>
#include <utility>
#include <vector>

using namespace std::chrono_literals;

struct Order {
    Order(std::string who, long total) : customer(std::move(who)), cents(total) {}
    std::string customer;
    long cents;
    std::vector<std::string> notes;

    void take_off(long percent, std::string why) {
        if (percent < 0 || percent > 100) throw minivm::Error::value("a discount is 0 to 100 percent");
        cents -= cents * percent / 100;
        notes.push_back(std::move(why));
    }
};

constexpr char const* script = R"(
from orders import rule

@rule
def regulars(order):
    if order.customer in {"Ada", "Grace"}:
        order.take_off(10, "a regular")

@rule
def large_orders(order):
    if order.cents > 10000:
        order.take_off(5, "a large order")

@rule
def negative(order):
    order.take_off(-5, "a mistake")

@rule
def endless(order):
    while True:
        try:
            order.cents += 0
        except BaseException:
            pass                # cannot catch what ends it

@rule
def greedy(order):
    seen = [order] * 100_000_000
)";

int main() try {
    minivm::Vm vm({.limits = {.memory = 32 << 20, .threads = 0}});
    std::vector<std::pair<std::string, minivm::Value>> rules;

    auto orders = vm.module("orders");
    auto order_type = orders.type<Order>("Order");
    order_type.def("take_off", &Order::take_off).field("cents", &Order::cents);
    order_type.property("customer", [](Order const& order) { return order.customer; });
    orders.def("rule", [&](minivm::Value function) {
        rules.emplace_back(function.get<std::string>("__name__").value(), function);
        return function;
    });
    vm.run(script).value();

    for (auto const& [customer, cents] : {std::pair{"Ada", 4000L}, {"Bob", 12000L}, {"Grace", 20000L}}) {
        auto const order = std::make_shared<Order>(customer, cents);  // shared with the script
        for (auto rule = rules.begin(); rule != rules.end();) {
            auto const before = *order;
            auto const ran = rule->second.call<void>(minivm::Budget{.time = 20ms}, order);
            if (ran) {
                ++rule;
                continue;
            }
            *order = before;
            std::cout << "off: " << rule->first << ": " << ran.error().what() << '\n';
            rule = rules.erase(rule);
        }
        std::cout << order->customer << " pays " << order->cents;
        for (std::string const& note : order->notes) std::cout << ", " << note;
        std::cout << '\n';
    }
} catch (minivm::Error const& error) {
    std::cerr << error.traceback();
    return 1;
}
