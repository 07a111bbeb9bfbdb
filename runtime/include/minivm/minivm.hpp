#pragma once

// All of minivm that a host needs. In the order of reading: vm.hpp, value.hpp, convert.hpp, function.hpp,
// type.hpp; lock.hpp and policy.hpp for the lock.

#include "minivm/config.hpp"
#include "minivm/containers.hpp"
#include "minivm/convert.hpp"
#include "minivm/function.hpp"
#include "minivm/lock.hpp"
#include "minivm/policy.hpp"
#include "minivm/settings.hpp"
#include "minivm/type.hpp"
#include "minivm/value.hpp"
#include "minivm/vm.hpp"
