#include <atomic>
#include <cstdlib>
#include <new>
#include <random>

#include "engine/program/program.hpp"
#include "tests/program/random_graph.hpp"
#include "tests/support/catch.hpp"

namespace {

std::atomic<std::size_t> allocations{0};

void* allocate(std::size_t size, std::size_t alignment) {
    ++allocations;
    void* memory =
        alignment <= alignof(std::max_align_t)
            ? std::malloc(size)
            : std::aligned_alloc(alignment, (size + alignment - 1) / alignment * alignment);
    if (memory == nullptr) throw std::bad_alloc();
    return memory;
}

}  // namespace

// Every allocation of this test program is counted; the other forms of new end in these.
void* operator new(std::size_t size) { return allocate(size, 1); }
void* operator new(std::size_t size, std::align_val_t alignment) {
    return allocate(size, static_cast<std::size_t>(alignment));
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::align_val_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept { std::free(memory); }

using namespace plancast;

TEST_CASE("evaluate_block: allocates nothing, not even the first time", "[program]") {
    const std::size_t before_new = allocations;
    int* volatile number = new int(1);
    delete number;
    REQUIRE(allocations > before_new);  // the counter counts

    std::mt19937_64 engine(17);
    const RandomDesign design(1);
    for (int graph = 0; graph < 20; ++graph) {
        const auto random = test::make_random_graph(engine, {.size = 200});
        const Program program = compile_program(random.graph, random.outputs);
        Workspace workspace(program, 300);
        const std::size_t before = allocations;
        evaluate_block(program, design, 0, 300, workspace);
        CHECK(allocations == before);
    }
}
