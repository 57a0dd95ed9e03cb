#include <fstream>
#include <map>
#include <random>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "engine/models/expression.hpp"
#include "engine/models/lexer.hpp"
#include "tests/models/support.hpp"
#include "tests/support/catch.hpp"

using namespace plancast;
using namespace plancast::test;

namespace {

// What a rule of the grammar is made of; a leaf is a quoted sign or the name of a rule or token.
struct Node {
    enum class Kind { sign, name, sequence, choice, option, repetition };
    Kind kind = Kind::sequence;
    std::string text;
    std::vector<Node> parts;
};

std::string grammar_text() {
    std::ifstream file(PROJECT_FOLDER "/models/README.md", std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    const std::string whole = text.str(), opening = "```ebnf\n";
    const auto begin = whole.find(opening) + opening.size();
    return whole.substr(begin, whole.find("```", begin) - begin);
}

// The grammar of the reference: rules by name, the first of which is the whole.
class Grammar {
public:
    explicit Grammar(const std::string& text) : text_(text) {
        for (skip(); at_ < text_.size(); skip()) {
            const std::string name = word();
            expect('=');
            rules_.emplace(name, choice());
            expect(';');
        }
    }

    bool has(const std::string& name) const { return rules_.count(name) > 0; }
    const Node& rule(const std::string& name) const { return rules_.at(name); }

private:
    void skip() {
        while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n')) ++at_;
    }
    char here() {
        skip();
        return at_ < text_.size() ? text_[at_] : '\0';
    }
    void expect(char c) {
        CAPTURE(text_.substr(at_));
        REQUIRE(here() == c);
        ++at_;
    }
    std::string word() {
        skip();
        const std::size_t begin = at_;
        while (at_ < text_.size() && text_[at_] >= 'a' && text_[at_] <= 'z') ++at_;
        REQUIRE(at_ > begin);
        return text_.substr(begin, at_ - begin);
    }
    Node choice() {
        Node node{Node::Kind::choice, {}, {sequence()}};
        while (here() == '|') {
            ++at_;
            node.parts.push_back(sequence());
        }
        return node;
    }
    Node sequence() {
        Node node;
        while (here() != '|' && here() != ';' && here() != ')' && here() != ']' && here() != '}')
            node.parts.push_back(part());
        return node;
    }
    Node part() {
        const auto enclosed = [&](Node::Kind kind, char closing) {
            ++at_;
            Node node{kind, {}, {choice()}};
            expect(closing);
            return node;
        };
        if (here() == '(') return enclosed(Node::Kind::sequence, ')');
        if (here() == '[') return enclosed(Node::Kind::option, ']');
        if (here() == '{') return enclosed(Node::Kind::repetition, '}');
        if (here() != '"') return {Node::Kind::name, word(), {}};
        const std::size_t end = text_.find('"', ++at_);
        Node node{Node::Kind::sign, text_.substr(at_, end - at_), {}};
        at_ = end + 1;
        return node;
    }

    std::string text_;
    std::size_t at_ = 0;
    std::map<std::string, Node> rules_;
};

using Words = std::vector<std::string>;

// A random sentence of the grammar, by its words.
class Writer {
public:
    Writer(const Grammar& grammar, std::uint64_t seed) : grammar_(grammar), random_(seed) {}

    Words sentence() {
        words_.clear();
        depth_ = 0;
        write(grammar_.rule("expression"));
        return words_;
    }

private:
    std::size_t below(std::size_t n) { return static_cast<std::size_t>(random_() % n); }

    void write(const Node& node) {
        switch (node.kind) {
            case Node::Kind::sign: words_.push_back(node.text); return;
            case Node::Kind::name: name(node.text); return;
            case Node::Kind::choice: write(node.parts[below(node.parts.size())]); return;
            case Node::Kind::option:
                if (below(4) == 0) write(node.parts[0]);
                return;
            case Node::Kind::repetition:
                while (below(5) == 0) write(node.parts[0]);
                return;
            case Node::Kind::sequence:
                for (const Node& part : node.parts) write(part);
                return;
        }
    }

    void name(const std::string& name) {
        if (name == "value" && depth_ > 40) return words_.push_back("x");
        if (grammar_.has(name)) {
            ++depth_;
            write(grammar_.rule(name));
            --depth_;
            return;
        }
        const std::map<std::string, Words> tokens = {
            {"name", {"x", "sector", "sản_phẩm", "year"}},
            {"number", {"1", "1_200", "0.5", "1e6"}},
            {"whole", {"1", "12"}},
            {"year", {"2027"}},
            {"unit", {"'bn VND'"}},
        };
        const Words& choices = tokens.at(name);
        words_.push_back(choices[below(choices.size())]);
    }

    const Grammar& grammar_;
    std::mt19937_64 random_;
    Words words_;
    int depth_ = 0;
};

// Whether the grammar allows the tokens: all ends that a node may have from a start.
class Recogniser {
public:
    Recogniser(const Grammar& grammar, const std::vector<Token>& tokens)
        : grammar_(grammar), tokens_(tokens) {}

    bool allows() { return rule("expression", 0).count(tokens_.size() - 1) > 0; }

private:
    using Ends = std::set<std::size_t>;

    const Ends& rule(const std::string& name, std::size_t begin) {
        const auto key = std::pair{name, begin};
        const auto known = ends_.find(key);
        if (known != ends_.end()) return known->second;
        return ends_[key] = ends(grammar_.rule(name), begin);
    }

    bool is(const std::string& kind, const Token& token) const {
        const bool digits = token.kind == Token::Kind::number && token.text.size() <= 4 &&
                            token.text.find_first_not_of("0123456789") == std::string::npos;
        if (kind == "name") return token.kind == Token::Kind::name;
        if (kind == "number") return token.kind == Token::Kind::number;
        if (kind == "year") return digits;
        if (kind == "whole") return digits && token.number >= 1;
        return kind == "unit" && token.kind == Token::Kind::quoted;
    }

    Ends ends(const Node& node, std::size_t begin) {
        switch (node.kind) {
            case Node::Kind::sign:
                // "%" "/" "year": a name that is meant as it stands
                if (tokens_[begin].text == node.text &&
                    tokens_[begin].kind != Token::Kind::quoted &&
                    tokens_[begin].kind != Token::Kind::end)
                    return {begin + 1};
                return {};
            case Node::Kind::name:
                if (grammar_.has(node.text)) return rule(node.text, begin);
                if (is(node.text, tokens_[begin])) return {begin + 1};
                return {};
            case Node::Kind::choice: {
                Ends all;
                for (const Node& part : node.parts) all.merge(ends(part, begin));
                return all;
            }
            case Node::Kind::option: {
                Ends all = ends(node.parts[0], begin);
                all.insert(begin);
                return all;
            }
            case Node::Kind::repetition: {
                Ends all{begin}, last{begin};
                while (!last.empty()) {
                    Ends next;
                    for (const std::size_t end : last)
                        for (const std::size_t further : ends(node.parts[0], end))
                            if (all.insert(further).second) next.insert(further);
                    last = std::move(next);
                }
                return all;
            }
            case Node::Kind::sequence: {
                Ends all{begin};
                for (const Node& part : node.parts) {
                    Ends next;
                    for (const std::size_t end : all) next.merge(ends(part, end));
                    all = std::move(next);
                }
                return all;
            }
        }
        return {};
    }

    const Grammar& grammar_;
    const std::vector<Token>& tokens_;
    std::map<std::pair<std::string, std::size_t>, Ends> ends_;
};

std::string joined_text(const Words& words) {
    std::string text;
    for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
    return text;
}

// What the parser says of it; "" where it takes it.
std::string refusal(const std::string& text) {
    Tree tree;
    tree.kind = Tree::Kind::string;
    tree.text = text;
    Problems problems;
    if (parse_expression(tree, problems)) return {};
    return problems.list().front().message;
}

// What the text below the grammar says and no grammar would.
bool is_beyond_grammar(const std::string& refused) {
    for (const char* said : {"an argument without a name behind", "a second 'over'", "a second '@'",
                             "is given twice", "'if' is a"})
        if (refused.find(said) != std::string::npos) return true;
    return false;
}

}  // namespace

TEST_CASE("grammar: the parser takes what the reference allows", "[models][docs]") {
    const Grammar grammar(grammar_text());
    Writer writer(grammar, 1);
    int taken = 0;
    for (int i = 0; i < 3000; ++i) {
        const std::string text = joined_text(writer.sentence());
        const std::string refused = refusal(text);
        CAPTURE(text, refused);
        if (refused.empty())
            ++taken;
        else
            CHECK(is_beyond_grammar(refused));
    }
    CHECK(taken > 2500);
}

TEST_CASE("grammar: the parser takes nothing else", "[models][docs]") {
    const Grammar grammar(grammar_text());
    Writer writer(grammar, 2);
    std::mt19937_64 random(3);
    const auto below = [&](std::size_t n) { return static_cast<std::size_t>(random() % n); };
    int taken = 0, refused_too = 0;
    for (int i = 0; i < 6000; ++i) {
        Words words = writer.sentence();
        const Words other = writer.sentence();
        if (words.size() > 60) continue;
        // One slip: a word more, less or another, or two that swap.
        const std::size_t at = below(words.size());
        switch (below(4)) {
            case 0: words.erase(words.begin() + static_cast<std::ptrdiff_t>(at)); break;
            case 1:
                words.insert(words.begin() + static_cast<std::ptrdiff_t>(at),
                             other[below(other.size())]);
                break;
            case 2: words[at] = other[below(other.size())]; break;
            default: std::swap(words[at], words[below(words.size())]);
        }
        const std::string text = joined_text(words);
        std::vector<Token> tokens;
        try {
            tokens = tokenize(text);
        } catch (const ExpressionMistake&) {
            continue;  // not even words
        }
        if (tokens.size() < 2) continue;
        const std::string refused = refusal(text);
        CAPTURE(text, refused);
        const bool allowed = Recogniser(grammar, tokens).allows();
        if (refused.empty()) {
            ++taken;
            CHECK(allowed);
        } else if (!is_beyond_grammar(refused)) {
            ++refused_too;
            CHECK_FALSE(allowed);
        }
    }
    CHECK(taken > 500);
    CHECK(refused_too > 1000);
}

TEST_CASE("grammar: allows each construct of the language", "[models][docs]") {
    const Grammar grammar(grammar_text());
    for (const char* text :
         {"a or b and not c == d", "hundred is not strict", "-2 ^ -1 ^ 2", "a - b - c * d / e",
          "5 %/year + 5 % + 5 'bn VND'", "x[north, industry]@2027", "trees[age - 1]",
          "sum(x over region, sector)", "prev(x, 3)", "before(x, 0, years = 3)", "f()",
          "convert(x, 'bn VND', price_index)", "(a + b) * true"}) {
        CAPTURE(text);
        CHECK(refusal(text) == "");
        const std::vector<Token> tokens = tokenize(text);
        CHECK(Recogniser(grammar, tokens).allows());
    }
}
