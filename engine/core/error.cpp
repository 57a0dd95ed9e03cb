#include "engine/core/error.hpp"

#include <utility>

#include "engine/core/contracts.hpp"

namespace plancast {

namespace {

std::string first_message(const std::vector<Problem>& problems) {
    return problems.empty() ? std::string("invalid input") : problems.front().message;
}

}  // namespace

InvalidInput::InvalidInput(std::string message, std::string suggestion)
    : InvalidInput(std::vector<Problem>{
          {SourcePosition{}, std::move(message), std::move(suggestion), {}, Severity::error}}) {}

InvalidInput::InvalidInput(std::vector<Problem> problems)
    : std::runtime_error(first_message(problems)), problems_(std::move(problems)) {
    PLANCAST_EXPECTS(!problems_.empty());
}

}  // namespace plancast
