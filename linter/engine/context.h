// What a rule sees: the file, the model, the settings, and one way to speak.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/document.h"
#include "engine/finding.h"
#include "engine/rule.h"
#include "engine/settings.h"
#include "semantics/model.h"

namespace slicecop::engine {

/// What a rule reports. Where the statement around `where` holds a syntax error, nothing is reported.
struct Report {
  syntax::Node where;      ///< the copying expression
  std::string message;     ///< lower case, no final period, code in backticks
  semantics::Typed typed;  ///< of the buffer that is copied
  Cost cost;
  std::vector<Note> notes = {};
  std::optional<Fix> fix = {};
  std::vector<syntax::Node> also_covers = {};
};

/// A rule looked at an expression and found nothing to say.
struct Silence {
  std::string_view rule;
  text::Range range;
  std::string_view reason;  ///< as a message: lower case, no final period
};

class Context {
 public:
  /// Reasons for silence go to `silences`, if there is such a list.
  Context(const Document& document, const Settings& settings, semantics::Model& model,
          std::vector<Silence>* silences = nullptr);

  [[nodiscard]] const text::SourceFile& file() const { return document_.file(); }
  [[nodiscard]] const syntax::Tree& tree() const { return document_.tree(); }
  [[nodiscard]] const Settings& settings() const { return settings_; }
  [[nodiscard]] semantics::Model& model() { return model_; }

  /// True where the file makes or declares a memoryview by name: rules about views look no further elsewhere.
  [[nodiscard]] bool names_views() const { return names_views_; }

  void report(Report report);

  /// Why the rule says nothing about `where`, which it came to look at: for `explain`, which asks for it.
  void silent(syntax::Node where, std::string_view reason);

  /// Which rule speaks from here on; the engine's business.
  void speak_for(NamedRule rule) { rule_ = rule; }
  [[nodiscard]] std::vector<Finding> take_findings() { return std::move(findings_); }

 private:
  [[nodiscard]] std::string type_text(const semantics::Typed& typed);

  const Document& document_;
  const Settings& settings_;
  semantics::Model& model_;
  bool names_views_;
  std::vector<Silence>* silences_;
  NamedRule rule_{};
  std::vector<Finding> findings_;
};

}  // namespace slicecop::engine
