#include "engine/analysis/stored_layout.hpp"

#include <fmt/format.h>

#include <array>
#include <utility>

#include "engine/core/contracts.hpp"
#include "engine/core/error.hpp"
#include "engine/core/nearest_name.hpp"

namespace plancast {

namespace {

const std::array<std::string, 5> store_names{"all", "inputs", "targets", "summary", "none"};

class LayoutBuilder {
public:
    LayoutBuilder(const Plan& plan, const CompiledPlan& compiled)
        : plan_(plan), compiled_(compiled) {}

    /// @param columns  Which value each of @p outputs is; the values of a quantity stand together.
    template <typename Quantity>
    void add_quantities(const std::string& folder, const std::vector<Quantity>& quantities,
                        const std::vector<QuantityColumn>& columns,
                        const std::vector<std::size_t>& outputs) {
        std::size_t i = 0;
        while (i < columns.size()) {
            const std::size_t index = columns[i].quantity;
            const Declared& declared = quantities[index];
            StoredQuantity stored = describe(folder + "/" + declared.name, declared.title,
                                             declared.name, declared.unit.text);
            stored.by_year = columns[i].year.has_value();
            for (const std::size_t set : declared.sets) stored.sets.push_back(plan_.sets[set].name);
            for (; i < columns.size() && columns[i].quantity == index; ++i)
                layout_.outputs.push_back(outputs[i]);
            PLANCAST_EXPECTS(layout_.outputs.size() - stored.first_column ==
                             (stored.by_year ? plan_.years.size() : 1) *
                                 plan_.member_count(declared.sets));
            layout_.schema.quantities.push_back(std::move(stored));
        }
    }

    void add_targets() {
        const VerdictColumns& verdicts = compiled_.columns.verdicts.front();
        std::size_t part_index = 0;
        for (std::size_t i = 0; i < plan_.targets.size(); ++i) {
            const Target& target = plan_.targets[i];
            const std::string folder = "targets/" + target.id;
            add_verdict(folder + "/hit", target.title, target.id, verdicts.targets[i]);
            for (const Part& part : target.parts) {
                const Title& title =
                    part.title.vi.empty() && part.title.en.empty() ? target.title : part.title;
                const std::string path = folder + "/" + part.id;
                layout_.schema.quantities.push_back(
                    describe(path + "/measure", title, part.id, part.unit.text));
                layout_.outputs.push_back(compiled_.columns.measures[part_index]);
                add_verdict(path + "/hit", title, part.id, verdicts.parts[part_index]);
                ++part_index;
            }
        }
    }

    StoredLayout finish(const std::string& store_name) {
        ResultSchema& schema = layout_.schema;
        for (const SourceFilePtr& source : plan_.sources)
            schema.sources.push_back({source->path(), source->text()});
        schema.scenario = plan_.name;
        schema.runs = plan_.run.runs;
        schema.seed = plan_.run.seed;
        schema.design = plan_.run.design;
        schema.store = store_name;
        schema.years = plan_.years;
        for (const MemberSet& set : plan_.sets) schema.sets.push_back({set.name, set.members});
        schema.column_count = layout_.outputs.size();
        return std::move(layout_);
    }

private:
    StoredQuantity describe(std::string path, const Title& title, const std::string& name,
                            std::string unit) const {
        StoredQuantity stored;
        stored.path = std::move(path);
        stored.unit = std::move(unit);
        stored.long_name = !title.en.empty() ? title.en : !title.vi.empty() ? title.vi : name;
        stored.long_name_vi = title.vi;
        stored.first_column = layout_.outputs.size();
        return stored;
    }

    void add_verdict(const std::string& path, const Title& title, const std::string& name,
                     std::size_t output) {
        StoredQuantity stored = describe(path, title, name, "1");
        stored.type = StoredType::verdict;
        layout_.schema.quantities.push_back(std::move(stored));
        layout_.outputs.push_back(output);
    }

    const Plan& plan_;
    const CompiledPlan& compiled_;
    StoredLayout layout_;
};

}  // namespace

Store store_from_name(const std::string& name) {
    for (std::size_t i = 0; i < store_names.size(); ++i) {
        if (store_names[i] == name) return static_cast<Store>(i);
    }
    const std::string nearest = nearest_name(name, store_names);
    throw InvalidInput(
        fmt::format("unknown choice '{}' for --store (all, inputs, targets, summary or none)",
                    name),
        nearest.empty() ? "" : fmt::format("did you mean '{}'?", nearest));
}

StoredLayout stored_layout(const Plan& plan, const CompiledPlan& compiled,
                           const std::string& store_name) {
    const Store store = store_from_name(store_name);
    LayoutBuilder builder(plan, compiled);
    if (store == Store::inputs)
        builder.add_quantities("inputs", plan.inputs, compiled.inputs, compiled.columns.inputs);
    if (store == Store::all || store == Store::inputs)
        builder.add_quantities("series", plan.series, compiled.series, compiled.columns.series);
    if (store != Store::summary && store != Store::none) builder.add_targets();
    return builder.finish(store_name);
}

std::string column_label(const ResultSchema& schema, std::size_t column) {
    for (const StoredQuantity& quantity : schema.quantities) {
        const std::size_t count = column_count(quantity, schema);
        if (column < quantity.first_column || column >= quantity.first_column + count) continue;
        std::size_t offset = column - quantity.first_column;
        std::string members;
        for (std::size_t i = quantity.sets.size(); i-- > 0;) {
            const auto& names = members_of(schema, quantity.sets[i]);
            members = names[offset % names.size()] + (members.empty() ? "" : ", ") + members;
            offset /= names.size();
        }
        std::string label = quantity.path;
        if (!members.empty()) label += "[" + members + "]";
        if (quantity.by_year) label += fmt::format(" of {}", schema.years[offset]);
        return label;
    }
    return fmt::format("column {}", column);
}

}  // namespace plancast
