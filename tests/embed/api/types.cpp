#include <numeric>

#include "host.hpp"

namespace {

struct Account {
    static inline std::atomic<int> living{0};

    explicit Account(std::string of = "nobody", long start = 0) : owner(std::move(of)), balance(start) {
        ++living;
    }
    Account(Account const& other) : owner(other.owner), balance(other.balance) { ++living; }
    ~Account() { --living; }

    void deposit(long amount) {
        if (amount < 0) throw Error::value("negative deposit");
        balance += amount;
    }
    long total() const noexcept { return balance; }

    std::string owner;
    long balance;
    int const number = 7;
};

struct Vec {
    double x = 0;
    double y = 0;
};

struct Numbers {
    std::vector<int> items;
    auto begin() const { return items.begin(); }
    auto end() const { return items.end(); }
};

void define(Vm& vm) {
    auto bank = vm.module("bank");
    bank.type<Account>("Account")
        .init([](std::string owner, std::optional<long> start) {
            return std::make_shared<Account>(std::move(owner), start.value_or(0));
        })
        .def("deposit", &Account::deposit)
        .def("total", &Account::total)
        .def("give",
             [](Account& self, Account& other, long amount) {
                 self.balance -= amount;
                 other.balance += amount;
             })
        .field("owner", &Account::owner)
        .field("balance", &Account::balance)
        .field("number", &Account::number)
        .property("rich", [](Account const& self) { return self.balance > 1000; })
        .property(
            "cents", [](Account const& self) { return self.balance * 100; },
            [](Account& self, long cents) { self.balance = cents / 100; })
        .def("__repr__", [](Account const& self) { return "Account(" + self.owner + ")"; });
}

}  // namespace

TEST_CASE("classes / userdata: constructors, methods, fields, properties") {
    Captured host;
    define(host.vm);
    CHECK(outcome(host.vm.run(
              "from bank import Account\n"
              "a = Account('ann')\n"
              "b = Account('bob', 50)\n"
              "a.deposit(70)\n"
              "a.give(b, 20)\n"
              "a.balance += 5\n"
              "b.owner = 'bill'\n"
              "print(a, b, a.total(), b.balance, a.number, a.rich, a.cents)\n"
              "a.cents = 300000\n"
              "print(a.balance, a.rich, isinstance(a, Account), type(a).__name__, Account.__module__)\n"
              "for i in range(3): a.deposit(1)\n"
              "print(a.balance)\n")) == "ok");
    CHECK(host.out == "Account(ann) Account(bill) 55 70 7 False 5500\n3000 True True Account bank\n3003\n");
    CHECK(outcome(host.vm.run("a.deposit(-1)")) == "ValueError: negative deposit");
    CHECK(outcome(host.vm.run("a.deposit('x')")) == "TypeError: deposit() argument 1 must be int, not str");
    CHECK(outcome(host.vm.run("a.give(3, 4)")) == "TypeError: give() argument 1 must be Account, not int");
    CHECK(outcome(host.vm.run("Account(3)")) == "TypeError: __init__() argument 1 must be str, not int");
    CHECK(outcome(host.vm.run("a.balance = 'x'")) == "TypeError: balance() argument 1 must be int, not str");
    CHECK(host.vm.run("a.number = 3").error().type_name() == "AttributeError");
    CHECK(host.vm.run("a.rich = True").error().type_name() == "AttributeError");
    CHECK(host.vm.run("Account()").error().type_name() == "TypeError");
    CHECK(host.vm.run("Account.deposit(3, 4)").error().type_name() == "TypeError");
    CHECK(outcome(host.vm.run("a.__init__('again')")) ==
          "TypeError: __init__() of this object has been called already");
    CHECK(host.vm.run("Account.__new__(Account).deposit(1)").error().type_name() == "TypeError");
    CHECK(host.vm.run("Account.__new__(int)").error().type_name() == "TypeError");
    for (char const* const trick :
         {"object.__new__(Account)", "object.__new__(Account).deposit(1)", "a.__class__ = int",
          "class A:\n    pass\nA().__class__ = Account", "import copy\ncopy.copy(a)", "Account.deposit = 1",
          "class B(Account, int):\n    pass\nB(3)", "Account.__init__(3, 'x')", "a.__dict__['x'] = 1",
          "Account.balance.__get__(3)"})
        CHECK_MESSAGE(!host.vm.run(trick), trick);
}

TEST_CASE("classes: objects are shared between host and script, and die with the last of both") {
    {
        auto const mine = std::make_shared<Account>("host", 1);
        Vm vm;
        define(vm);
        REQUIRE(vm.set("shared", mine));
        REQUIRE(vm.run("shared.deposit(9)"));
        CHECK(mine->balance == 10);
        auto const back = vm.get<std::shared_ptr<Account>>("shared").value();
        CHECK(back == mine);
        CHECK(vm.get<Account>("shared").value().balance == 10);  // a copy
        REQUIRE(vm.set("copied", Account("copy", 5)));
        REQUIRE(vm.run("copied.deposit(1)\nimport bank\ntheirs = bank.Account('script')\n"));
        auto const theirs = vm.get<std::shared_ptr<Account>>("theirs").value();
        REQUIRE(vm.run("for i in range(100): bank.Account('gone')\n"));
        vm.close();
        CHECK(theirs->owner == "script");
        CHECK(mine.use_count() == 2);
        CHECK(Account::living == 2);
    }
    CHECK(Account::living == 0);
}

TEST_CASE("classes: scripts derive from them") {
    Captured host;
    define(host.vm);
    host.vm.def("owner_of", [](Account const& account) { return account.owner; });
    CHECK(outcome(host.vm.run("from bank import Account\n"
                              "class Savings(Account):\n"
                              "    def __init__(self, owner, rate):\n"
                              "        super().__init__(owner, 100)\n"
                              "        self.rate = rate\n"
                              "    def year(self):\n"
                              "        self.deposit(self.balance * self.rate // 100)\n"
                              "        return self\n"
                              "s = Savings('sue', 5).year()\n"
                              "print(s.balance, s.rate, owner_of(s), isinstance(s, Account))\n"
                              "class Lazy(Account):\n    def __init__(self): pass\n")) == "ok");
    CHECK(host.out == "105 5 sue True\n");
    CHECK(outcome(host.vm.run("Lazy().deposit(1)")) ==
          "TypeError: __init__() of this object has not been called");
}

TEST_CASE("classes: operators, comparison, containers, calls") {
    Captured host;
    auto geometry = host.vm.module("geometry");
    geometry.type<Vec>("Vec")
        .init([](double x, double y) {
            return std::make_unique<Vec>(Vec{x, y});
        })
        .def("__add__",
             [](Vec const& a, Vec const& b) {
                 return Vec{a.x + b.x, a.y + b.y};
             })
        .def("__mul__",
             [](Vec const& a, double by) {
                 return Vec{a.x * by, a.y * by};
             })
        .def("__rmul__",
             [](Vec const& a, double by) {
                 return Vec{a.x * by, a.y * by};
             })
        .def("__neg__",
             [](Vec const& a) {
                 return Vec{-a.x, -a.y};
             })
        .def("__eq__", [](Vec const& a, Vec const& b) { return a.x == b.x && a.y == b.y; })
        .def("__lt__", [](Vec const& a, Vec const& b) { return a.x < b.x; })
        .def("__len__", [](Vec const&) { return 2; })
        .def("__getitem__",
             [](Vec const& a, int i) {
                 if (i < 0 || i > 1) throw Error::index("no such coordinate");
                 return i == 0 ? a.x : a.y;
             })
        .def("__setitem__", [](Vec& a, int i, double v) { (i == 0 ? a.x : a.y) = v; })
        .def("__contains__", [](Vec const& a, double v) { return a.x == v || a.y == v; })
        .def("__call__",
             [](Vec const& a, std::string const& what) { return what + std::to_string(int(a.x)); })
        .def("__bool__", [](Vec const& a) { return a.x != 0 || a.y != 0; })
        .def("__repr__", [](Vec const& a) {
            return "Vec(" + std::to_string(int(a.x)) + ", " + std::to_string(int(a.y)) + ")";
        });
    CHECK(outcome(host.vm.run("from geometry import Vec\n"
                              "a, b = Vec(1, 2), Vec(3, 4)\n"
                              "print(a + b, a * 3, 2 * b, -a, a == Vec(1, 2), a != b, a < b, b > a)\n"
                              "a[1] = 9\n"
                              "print(len(a), a[0], list(a), 9 in a, 5 in a, a('v'), bool(Vec(0, 0)))\n"
                              "print(max([a, b, Vec(2, 0)]), a == 3, sorted([b, a]))\n")) == "ok");
    CHECK(host.out ==
          "Vec(4, 6) Vec(3, 6) Vec(6, 8) Vec(-1, -2) True True True True\n"
          "2 1.0 [1.0, 9.0] True False v1 False\n"
          "Vec(3, 4) False [Vec(1, 9), Vec(3, 4)]\n");
    CHECK(outcome(host.vm.run("a + 3")) == "TypeError: unsupported operand type(s) for +: 'Vec' and 'int'");
    CHECK(outcome(host.vm.run("a[2]")) == "IndexError: no such coordinate");
}

TEST_CASE("classes: iteration") {
    Captured host;
    auto module = host.vm.module("m");
    module.type<Numbers>("Numbers")
        .init([](std::vector<int> items) { return std::make_shared<Numbers>(Numbers{std::move(items)}); })
        .iterable();
    struct Countdown {
        int from;
    };
    module.type<Countdown>("Countdown")
        .init([](int from) { return std::make_shared<Countdown>(Countdown{from}); })
        .def("__iter__", [](std::shared_ptr<Countdown> self) { return self; })
        .def("__next__", [](Countdown& self) {
            if (self.from == 0) throw Error::stop_iteration();
            return self.from--;
        });
    CHECK(outcome(host.vm.run(
              "from m import Numbers, Countdown\n"
              "print([n * 2 for n in Numbers([1, 2, 3])], sum(Numbers([4, 5])), list(Countdown(3)))\n"
              "for i in Countdown(2): print(i)\n")) == "ok");
    CHECK(host.out == "[2, 4, 6] 9 [3, 2, 1]\n2\n1\n");
}

TEST_CASE("classes: what is registered wrongly, or not at all, says so") {
    Vm vm;
    define(vm);
    CHECK_THROWS_AS(vm.module("bank").type<Account>("Again"), Error);
    auto numbers = vm.module("m").type<Numbers>("Numbers");
    for (char const* const name : {"__new__", "__init__", "__del__", "", "\xFF"})
        CHECK_THROWS_AS(numbers.def(name, [](Numbers&) {}), Error);
    CHECK(vm.make(Vec{}).error().kind() == Error::Kind::misuse);
    vm.module("m").type<Vec>("Vec");
    CHECK(outcome(vm.run("import m\nm.Vec()")) ==
          "TypeError: cannot create 'Vec' instances: the host makes them");
    CHECK(vm.make(Vec{1, 2}));
    CHECK(vm.call<Account>("len", Vec{}).error().type_name() == "TypeError");
}
