#pragma once
// What the tests of the embedding API have in common.
#include <doctest/doctest.h>

#include <atomic>
#include <minivm/minivm.hpp>
#include <string>
#include <thread>

using namespace std::chrono_literals;
using minivm::Budget;
using minivm::Config;
using minivm::Error;
using minivm::Result;
using minivm::Value;
using minivm::Vm;

/// Why it failed, "ok" if it did not.
template <typename T>
std::string outcome(Result<T> const& result) {
    return result ? "ok" : result.error().what();
}

/// A Vm whose output is kept.
struct Captured {
    explicit Captured(Config config = {}) : vm(with_output(std::move(config))) {}

    Config with_output(Config config) {
        config.out = [this](std::string_view bytes) { out += bytes; };
        config.err = [this](std::string_view bytes) { err += bytes; };
        return config;
    }
    std::string out;
    std::string err;
    Vm vm;
};
