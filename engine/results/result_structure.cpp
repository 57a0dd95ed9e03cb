#include "engine/results/result_structure.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <map>
#include <set>

#include "engine/results/dimension_scales.hpp"
#include "engine/results/hdf5_attribute.hpp"
#include "engine/results/hdf5_text.hpp"
#include "engine/results/result_names.hpp"
#include "engine/results/sha256.hpp"

namespace plancast {
namespace {

using hdf5::checked;
using hdf5::Dataset;

constexpr int deepest_group = 8;

void expect(bool condition, const std::string& what) {
    if (!condition) throw WrongStructure(what);
}

std::string text_attribute(hid_t object, const char* name) {
    const auto value = hdf5::read_text_attribute(object, name);
    expect(value.has_value(), fmt::format("attribute '{}' is missing", name));
    return *value;
}

std::int64_t integer_attribute(hid_t object, const char* name) {
    const auto value = hdf5::read_integer_attribute(object, name);
    expect(value.has_value(), fmt::format("attribute '{}' is missing", name));
    return *value;
}

std::vector<std::string> child_names(hid_t group) {
    H5G_info_t info;
    checked(H5Gget_info(group, &info));
    std::vector<std::string> names;
    for (hsize_t i = 0; i < info.nlinks; ++i) {
        const auto size = checked(H5Lget_name_by_idx(group, ".", H5_INDEX_CRT_ORDER, H5_ITER_INC, i,
                                                     nullptr, 0, H5P_DEFAULT));
        std::string name(static_cast<std::size_t>(size), '\0');
        checked(H5Lget_name_by_idx(group, ".", H5_INDEX_CRT_ORDER, H5_ITER_INC, i, name.data(),
                                   name.size() + 1, H5P_DEFAULT));
        names.push_back(std::move(name));
    }
    return names;
}

std::vector<std::size_t> extents_of(const Dataset& dataset) {
    const hdf5::Space space(H5Dget_space(dataset.id()));
    std::vector<hsize_t> extents(H5S_MAX_RANK);
    const int rank = checked(H5Sget_simple_extent_dims(space.id(), extents.data(), nullptr));
    return {extents.begin(), extents.begin() + rank};
}

/// Fills in a ResultStructure, part by part.
class StructureReader {
public:
    StructureReader(const hdf5::File& file, std::uint64_t file_size)
        : root_(file.id()), file_size_(file_size) {}

    ResultStructure read() {
        read_attributes();
        read_sources();
        read_year();
        for (const std::string& name : child_names(root_)) {
            if (name == names::source || name == names::summary) continue;
            read_child(root_, name, name, 0);
        }
        order_quantities();
        const Dataset document(H5Dopen2(
            root_, fmt::format("{}/{}", names::summary, names::document).c_str(), H5P_DEFAULT));
        result_.document = checked_text(document, "the summary");
        return std::move(result_);
    }

private:
    struct Found {
        StoredQuantity quantity;
        Dataset dataset;
        std::vector<std::string> scales;
    };

    static herr_t take_call(hid_t root, const char* name, const H5A_info_t*, void* target) {
        const std::set<std::string> ours{names::format_version, names::state,    names::version,
                                         names::build,          names::scenario, names::seed,
                                         names::design,         names::store,    names::runs};
        if (ours.count(name) > 0) return 0;
        try {
            auto& call = *static_cast<decltype(ResultStructure::call)*>(target);
            const auto value = hdf5::read_text_attribute(root, name);
            if (value) call.emplace_back(name, *value);
            return 0;
        } catch (...) {
            return -1;  // no exception may pass through HDF5, which is C
        }
    }

    void read_attributes() {
        ResultSchema& schema = result_.schema;
        result_.version = text_attribute(root_, names::version);
        result_.build = text_attribute(root_, names::build);
        schema.scenario = text_attribute(root_, names::scenario);
        schema.design = text_attribute(root_, names::design);
        schema.store = text_attribute(root_, names::store);
        const auto seed = hdf5::read_natural_attribute(root_, names::seed);
        expect(seed.has_value(), "attribute 'seed' is missing");
        schema.seed = *seed;
        const std::int64_t runs = integer_attribute(root_, names::runs);
        expect(runs >= 0, "the number of runs is negative");
        schema.runs = static_cast<std::uint64_t>(runs);
        hsize_t position = 0;
        checked(H5Aiterate2(root_, H5_INDEX_CRT_ORDER, H5_ITER_INC, &position, take_call,
                            &result_.call));
    }

    static std::string checked_text(const Dataset& dataset, const std::string& what) {
        const std::vector<std::string> texts = hdf5::read_texts(dataset.id());
        expect(texts.size() == 1, fmt::format("{} is not one text", what));
        expect(sha256(texts[0]) == text_attribute(dataset.id(), names::sha256),
               fmt::format("{} is not what was written (its SHA-256 differs)", what));
        return texts[0];
    }

    void read_sources() {
        const hdf5::Group group(H5Gopen2(root_, names::source, H5P_DEFAULT));
        for (const std::string& name : child_names(group.id())) {
            const Dataset dataset(H5Dopen2(group.id(), name.c_str(), H5P_DEFAULT));
            SourceText source;
            source.path = text_attribute(dataset.id(), names::path);
            source.text = checked_text(dataset, fmt::format("the text of '{}'", source.path));
            result_.schema.sources.push_back(std::move(source));
        }
    }

    void read_year() {
        if (checked(H5Lexists(root_, names::year, H5P_DEFAULT)) == 0) return;
        const Dataset dataset(H5Dopen2(root_, names::year, H5P_DEFAULT));
        const auto extents = extents_of(dataset);
        expect(extents.size() == 1 && extents[0] <= file_size_, "the scale of the years is wrong");
        result_.schema.years.resize(extents[0]);
        checked(H5Dread(dataset.id(), H5T_NATIVE_INT, H5S_ALL, H5S_ALL, H5P_DEFAULT,
                        result_.schema.years.data()));
    }

    void read_child(hid_t parent, const std::string& name, const std::string& path, int depth) {
        expect(depth < deepest_group, "groups are nested too deeply");
        const hdf5::Object object(H5Oopen(parent, name.c_str(), H5P_DEFAULT));
        if (H5Iget_type(object.id()) == H5I_GROUP) {
            for (const std::string& child : child_names(object.id())) {
                read_child(object.id(), child, path + "/" + child, depth + 1);
            }
        } else if (const auto set = hdf5::read_text_attribute(object.id(), names::set)) {
            result_.schema.sets.push_back({*set, hdf5::read_texts(object.id())});
            set_of_scale_[path] = *set;
        } else if (checked(H5Aexists(object.id(), names::first_column)) > 0) {
            read_quantity(parent, name, path);
        }
    }

    void read_quantity(hid_t parent, const std::string& name, const std::string& path) {
        Found found;
        const hdf5::Properties access(H5Pcreate(H5P_DATASET_ACCESS));
        // Without a cache a single run is read alone instead of with its whole chunk.
        checked(H5Pset_chunk_cache(access.id(), 0, 0, 0));
        found.dataset = Dataset(H5Dopen2(parent, name.c_str(), access.id()));
        const hid_t id = found.dataset.id();
        StoredQuantity& quantity = found.quantity;
        quantity.path = path;
        quantity.long_name = text_attribute(id, names::long_name);
        quantity.long_name_vi = hdf5::read_text_attribute(id, names::long_name_vi).value_or("");
        const std::int64_t first_column = integer_attribute(id, names::first_column);
        expect(first_column >= 0, fmt::format("the column of '{}' is negative", path));
        quantity.first_column = static_cast<std::size_t>(first_column);

        const hdf5::Type type(H5Dget_type(id));
        if (H5Tget_class(type.id()) == H5T_FLOAT) {
            quantity.type = StoredType::real;
            quantity.unit = text_attribute(id, names::units);
        } else {
            expect(H5Tget_class(type.id()) == H5T_INTEGER,
                   fmt::format("the type of '{}' is wrong", path));
            quantity.type = StoredType::verdict;
        }
        found.scales = hdf5::scale_names(found.dataset);
        found_.push_back(std::move(found));
    }

    // The scales are known only when all children of the root were seen.
    void order_quantities() {
        std::sort(found_.begin(), found_.end(), [](const Found& a, const Found& b) {
            return a.quantity.first_column < b.quantity.first_column;
        });
        ResultSchema& schema = result_.schema;
        for (Found& found : found_) {
            StoredQuantity& quantity = found.quantity;
            expect(!found.scales.empty() && found.scales[0] == names::run,
                   fmt::format("'{}' has no dimension 'run'", quantity.path));
            for (std::size_t i = 1; i < found.scales.size(); ++i) {
                if (i == 1 && found.scales[i] == names::year) {
                    quantity.by_year = true;
                    continue;
                }
                const auto set = set_of_scale_.find(found.scales[i]);
                expect(set != set_of_scale_.end(),
                       fmt::format("a dimension of '{}' is unknown", quantity.path));
                quantity.sets.push_back(set->second);
            }
            std::vector<std::size_t> extents{static_cast<std::size_t>(schema.runs)};
            for (const std::size_t extent : inner_extents(quantity, schema)) {
                extents.push_back(extent);
            }
            expect(extents == extents_of(found.dataset),
                   fmt::format("the extents of '{}' are wrong", quantity.path));
            expect(H5Dget_storage_size(found.dataset.id()) <= file_size_,
                   fmt::format("'{}' is larger than the file", quantity.path));
            expect(quantity.first_column == schema.column_count,
                   fmt::format("a quantity before '{}' is missing", quantity.path));
            schema.column_count += column_count(quantity, schema);
            schema.quantities.push_back(quantity);
            result_.datasets.push_back(std::move(found.dataset));
        }
    }

    hid_t root_;
    std::uint64_t file_size_;
    ResultStructure result_;
    std::vector<Found> found_;
    std::map<std::string, std::string> set_of_scale_;
};

}  // namespace

ResultStructure read_structure(const hdf5::File& file, std::uint64_t file_size) {
    return StructureReader(file, file_size).read();
}

}  // namespace plancast
