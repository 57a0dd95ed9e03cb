#include "engine/models/document.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <string_view>
#include <utility>

#include "engine/models/characters.hpp"
#include "engine/models/toml_mistake.hpp"
#include "engine/models/toml_outline.hpp"

namespace plancast {

namespace {

constexpr std::size_t deepest_nesting = 32;
constexpr std::int64_t largest_integer = std::int64_t{1} << 53;

class TreeBuilder {
public:
    explicit TreeBuilder(SourceFilePtr file) : file_(std::move(file)) {}

    Tree convert(const toml::node& node, std::size_t depth) {
        Tree tree;
        tree.place = place_of(node.source());
        if (depth > deepest_nesting) {
            problems_.error(tree.place,
                            fmt::format("nested deeper than {} levels", deepest_nesting));
            return tree;
        }
        switch (node.type()) {
            case toml::node_type::string:
                tree.kind = Tree::Kind::string;
                tree.text = node.ref<std::string>();
                break;
            case toml::node_type::integer: convert_integer(node.ref<std::int64_t>(), tree); break;
            case toml::node_type::floating_point: convert_real(node.ref<double>(), tree); break;
            case toml::node_type::boolean:
                tree.kind = Tree::Kind::boolean;
                tree.truth = node.ref<bool>();
                break;
            case toml::node_type::array:
                tree.kind = Tree::Kind::array;
                for (const toml::node& item : *node.as_array())
                    tree.items.push_back(convert(item, depth + 1));
                break;
            case toml::node_type::table: convert_table(*node.as_table(), depth, tree); break;
            default: tree.kind = Tree::Kind::date; break;
        }
        return tree;
    }

    const Problems& problems() const { return problems_; }

private:
    Place place_of(const toml::source_region& region) const {
        const std::size_t begin = file_->offset(region.begin.line, region.begin.column);
        return place_at(file_, begin, file_->offset(region.end.line, region.end.column));
    }

    void convert_integer(std::int64_t number, Tree& tree) {
        tree.kind = Tree::Kind::integer;
        tree.number = static_cast<double>(number);
        if (number > largest_integer || number < -largest_integer)
            problems_.error(tree.place,
                            "the number has more digits than can be kept exactly; whole numbers "
                            "go up to 2^53 = 9007199254740992",
                            "write it with a decimal point or an exponent, such as 1e16");
    }

    void convert_real(double number, Tree& tree) {
        tree.kind = Tree::Kind::real;
        tree.number = number;
        if (std::isnan(number))
            problems_.error(tree.place, "'nan' is not a number; expected a finite number");
        else if (std::isinf(number))
            problems_.error(tree.place, "the number is infinite; expected a finite number");
    }

    void convert_table(const toml::table& table, std::size_t depth, Tree& tree) {
        tree.kind = Tree::Kind::table;
        for (const auto& [key, value] : table) {
            tree.members.push_back(
                {to_nfc(key.str()), place_of(key.source()), convert(value, depth + 1)});
        }
        // The library sorts by name; order matters to whoever wrote the file.
        std::stable_sort(tree.members.begin(), tree.members.end(),
                         [](const Tree::Member& a, const Tree::Member& b) {
                             return std::pair(a.key_place.line, a.key_place.column) <
                                    std::pair(b.key_place.line, b.key_place.column);
                         });
        refuse_equal_keys(tree);
    }

    // Keys that the library took for different and that are the same in NFC.
    void refuse_equal_keys(const Tree& table) {
        std::map<std::string_view, std::size_t> lines;
        for (const Tree::Member& member : table.members) {
            const auto [first, is_new] = lines.emplace(member.key, member.key_place.line);
            if (!is_new)
                problems_.error(member.key_place,
                                fmt::format("'{}' is defined twice; first at line {}", member.key,
                                            first->second));
        }
    }

    SourceFilePtr file_;
    Problems problems_;
};

}  // namespace

const Tree::Member* Tree::find_member(std::string_view key) const {
    for (const Member& member : members)
        if (member.key == key) return &member;
    return nullptr;
}

const Tree* Tree::find(std::string_view key) const {
    const Member* member = find_member(key);
    return member ? &member->value : nullptr;
}

Tree* Tree::find(std::string_view key) {
    for (Member& member : members)
        if (member.key == key) return &member.value;
    return nullptr;
}

std::string kind_name(const Tree& tree) {
    switch (tree.kind) {
        case Tree::Kind::string: return "text";
        case Tree::Kind::integer: return "whole number";
        case Tree::Kind::real: return "number";
        case Tree::Kind::boolean: return "true or false";
        case Tree::Kind::array: return "list";
        case Tree::Kind::table: return "table";
        case Tree::Kind::date: return "date";
    }
    return "value";
}

Tree parse_document(const SourceFilePtr& file) {
    const std::string& text = file->text();
    const TomlOutline outline = outline_toml(text, deepest_nesting);
    if (outline.too_deep) {
        Problems problems;
        problems.error(place_at(file, *outline.too_deep, *outline.too_deep + 1),
                       fmt::format("nested deeper than {} levels", deepest_nesting));
        problems.throw_if_any();
    }
    toml::table root;
    try {
        root = toml::parse(std::string_view(text), std::string_view(file->path()));
    } catch (const toml::parse_error& failure) {
        Problems problems;
        const toml::source_position at = failure.source().begin;
        const TomlMistake mistake = explain_toml_mistake(
            text, outline, file->offset(at.line, at.column), failure.description());
        problems.error(place_at(file, mistake.begin, mistake.end), mistake.message,
                       mistake.suggestion);
        problems.throw_if_any();
    }
    TreeBuilder builder(file);
    Tree tree = builder.convert(root, 0);
    builder.problems().throw_if_any();
    return tree;
}

}  // namespace plancast
