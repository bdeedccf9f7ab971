#include "gui/LexerInks.h"

#include <Qsci/qscilexerbash.h>
#include <Qsci/qscilexerbatch.h>
#include <Qsci/qscilexercmake.h>
#include <Qsci/qscilexercoffeescript.h>
#include <Qsci/qscilexercpp.h>
#include <Qsci/qscilexercss.h>
#include <Qsci/qscilexerd.h>
#include <Qsci/qscilexerdiff.h>
#include <Qsci/qscilexerfortran.h>
#include <Qsci/qscilexerjson.h>
#include <Qsci/qscilexerlua.h>
#include <Qsci/qscilexermakefile.h>
#include <Qsci/qscilexermarkdown.h>
#include <Qsci/qscilexermatlab.h>
#include <Qsci/qscilexerpascal.h>
#include <Qsci/qscilexerproperties.h>
#include <Qsci/qscilexerpython.h>
#include <Qsci/qscilexersql.h>
#include <Qsci/qscilexertcl.h>
#include <Qsci/qscilexertex.h>
#include <Qsci/qscilexerverilog.h>
#include <Qsci/qscilexervhdl.h>
#include <Qsci/qscilexeryaml.h>

#include <initializer_list>
#include <utility>

namespace studio
{

namespace
{

struct Inked
{
    Ink ink;
    std::initializer_list<int> styles;
};

constexpr InkTable table(std::initializer_list<Inked> rows)
{
    InkTable inks{};
    for (const Inked &row : rows) {
        for (const int style : row.styles)
            inks[static_cast<std::size_t>(style)] = row.ink;
    }
    return inks;
}

// A string that is not closed is still a string: while an answer streams, each one is open for a moment.

using Bash = QsciLexerBash;
constexpr InkTable bashInks = table(
    {{Ink::Wrong, {Bash::Error}},
     {Ink::Comment, {Bash::Comment}},
     {Ink::Number, {Bash::Number}},
     {Ink::Keyword, {Bash::Keyword}},
     {Ink::String, {Bash::DoubleQuotedString, Bash::SingleQuotedString, Bash::SingleQuotedHereDocument}},
     {Ink::Name, {Bash::Scalar, Bash::ParameterExpansion}},
     {Ink::Directive, {Bash::Backticks, Bash::HereDocumentDelimiter}}});

using Batch = QsciLexerBatch;
constexpr InkTable batchInks = table({{Ink::Comment, {Batch::Comment}},
                                      {Ink::Keyword, {Batch::Keyword}},
                                      {Ink::Directive, {Batch::Label, Batch::HideCommandChar}},
                                      {Ink::Name, {Batch::Variable}}});

using CMake = QsciLexerCMake;
constexpr InkTable cmakeInks =
    table({{Ink::Comment, {CMake::Comment}},
           {Ink::String, {CMake::String, CMake::StringLeftQuote, CMake::StringRightQuote}},
           {Ink::Keyword,
            {CMake::Function, CMake::BlockWhile, CMake::BlockForeach, CMake::BlockIf, CMake::BlockMacro}},
           {Ink::Name, {CMake::Variable, CMake::StringVariable}},
           {Ink::Number, {CMake::Number}}});

using Coffee = QsciLexerCoffeeScript;
constexpr InkTable coffeeInks =
    table({{Ink::Comment,
            {Coffee::Comment, Coffee::CommentLine, Coffee::CommentDoc, Coffee::CommentLineDoc,
             Coffee::CommentBlock, Coffee::BlockRegexComment}},
           {Ink::Number, {Coffee::Number}},
           {Ink::Keyword, {Coffee::Keyword}},
           {Ink::String,
            {Coffee::DoubleQuotedString, Coffee::SingleQuotedString, Coffee::UnclosedString,
             Coffee::VerbatimString, Coffee::Regex, Coffee::BlockRegex}},
           {Ink::Name, {Coffee::InstanceProperty}}});

using Cpp = QsciLexerCPP;
constexpr InkTable cppInks =
    table({{Ink::Comment,
            {Cpp::Comment, Cpp::CommentLine, Cpp::CommentDoc, Cpp::CommentLineDoc, Cpp::CommentDocKeyword,
             Cpp::CommentDocKeywordError, Cpp::PreProcessorComment, Cpp::PreProcessorCommentLineDoc,
             Cpp::TaskMarker}},
           {Ink::Number, {Cpp::Number}},
           {Ink::Keyword, {Cpp::Keyword}},
           {Ink::String,
            {Cpp::DoubleQuotedString, Cpp::SingleQuotedString, Cpp::UnclosedString, Cpp::RawString,
             Cpp::VerbatimString, Cpp::TripleQuotedVerbatimString, Cpp::Regex, Cpp::UserLiteral}},
           {Ink::Name, {Cpp::EscapeSequence}},
           {Ink::Directive, {Cpp::PreProcessor}}});

using Css = QsciLexerCSS;
constexpr InkTable cssInks =
    table({{Ink::Comment, {Css::Comment}},
           {Ink::Keyword, {Css::Tag, Css::ClassSelector, Css::IDSelector, Css::Attribute}},
           {Ink::Directive,
            {Css::PseudoClass, Css::UnknownPseudoClass, Css::PseudoElement, Css::ExtendedPseudoClass,
             Css::ExtendedPseudoElement, Css::Important, Css::AtRule, Css::MediaRule}},
           {Ink::Name,
            {Css::CSS1Property, Css::CSS2Property, Css::CSS3Property, Css::ExtendedCSSProperty,
             Css::UnknownProperty, Css::Variable}},
           {Ink::String, {Css::DoubleQuotedString, Css::SingleQuotedString}}});

using D = QsciLexerD;
constexpr InkTable dInks =
    table({{Ink::Comment,
            {D::Comment, D::CommentLine, D::CommentDoc, D::CommentNested, D::CommentLineDoc,
             D::CommentDocKeyword, D::CommentDocKeywordError}},
           {Ink::Number, {D::Number}},
           {Ink::Keyword, {D::Keyword}},
           {Ink::String, {D::String, D::UnclosedString, D::Character, D::BackquoteString, D::RawString}}});

using Diff = QsciLexerDiff;
constexpr InkTable diffInks =
    table({{Ink::Comment, {Diff::Comment}},
           {Ink::Keyword, {Diff::Command, Diff::Header}},
           {Ink::Directive, {Diff::Position}},
           {Ink::Wrong, {Diff::LineRemoved, Diff::AddingPatchRemoved, Diff::RemovingPatchRemoved}},
           {Ink::String, {Diff::LineAdded, Diff::AddingPatchAdded, Diff::RemovingPatchAdded}},
           {Ink::Number, {Diff::LineChanged}}});

using Fortran = QsciLexerFortran;
constexpr InkTable fortranInks =
    table({{Ink::Comment, {Fortran::Comment}},
           {Ink::Number, {Fortran::Number, Fortran::Label}},
           {Ink::String, {Fortran::SingleQuotedString, Fortran::DoubleQuotedString, Fortran::UnclosedString}},
           {Ink::Keyword, {Fortran::Keyword}},
           {Ink::Name, {Fortran::IntrinsicFunction, Fortran::ExtendedFunction}},
           {Ink::Directive, {Fortran::PreProcessor, Fortran::DottedOperator}}});

using Json = QsciLexerJSON;
constexpr InkTable jsonInks =
    table({{Ink::Comment, {Json::CommentLine, Json::CommentBlock}},
           {Ink::Number, {Json::Number}},
           {Ink::String, {Json::String, Json::UnclosedString, Json::IRI, Json::IRICompact}},
           {Ink::Keyword, {Json::Property, Json::KeywordLD}},
           {Ink::Name, {Json::EscapeSequence}},
           {Ink::Directive, {Json::Keyword}},
           {Ink::Wrong, {Json::Error}}});

using Lua = QsciLexerLua;
constexpr InkTable luaInks = table(
    {{Ink::Comment, {Lua::Comment, Lua::LineComment}},
     {Ink::Number, {Lua::Number}},
     {Ink::Keyword, {Lua::Keyword}},
     {Ink::String, {Lua::String, Lua::Character, Lua::LiteralString, Lua::UnclosedString}},
     {Ink::Directive, {Lua::Preprocessor, Lua::Label}},
     {Ink::Name, {Lua::BasicFunctions, Lua::StringTableMathsFunctions, Lua::CoroutinesIOSystemFacilities}}});

using Make = QsciLexerMakefile;
constexpr InkTable makeInks = table({{Ink::Comment, {Make::Comment}},
                                     {Ink::Directive, {Make::Preprocessor}},
                                     {Ink::Name, {Make::Variable}},
                                     {Ink::Keyword, {Make::Target}}});

using Markdown = QsciLexerMarkdown;
constexpr InkTable markdownInks =
    table({{Ink::Keyword,
            {Markdown::Header1, Markdown::Header2, Markdown::Header3, Markdown::Header4, Markdown::Header5,
             Markdown::Header6}},
           {Ink::Name,
            {Markdown::StrongEmphasisAsterisks, Markdown::StrongEmphasisUnderscores,
             Markdown::EmphasisAsterisks, Markdown::EmphasisUnderscores}},
           {Ink::String, {Markdown::CodeBackticks, Markdown::CodeDoubleBackticks, Markdown::CodeBlock}},
           {Ink::Comment, {Markdown::BlockQuote, Markdown::StrikeOut}},
           {Ink::Directive,
            {Markdown::Prechar, Markdown::UnorderedListItem, Markdown::OrderedListItem,
             Markdown::HorizontalRule, Markdown::Link}}});

using Matlab = QsciLexerMatlab;
constexpr InkTable matlabInks =
    table({{Ink::Comment, {Matlab::Comment}},
           {Ink::Directive, {Matlab::Command}},
           {Ink::Number, {Matlab::Number}},
           {Ink::Keyword, {Matlab::Keyword}},
           {Ink::String, {Matlab::SingleQuotedString, Matlab::DoubleQuotedString}}});

using Pascal = QsciLexerPascal;
constexpr InkTable pascalInks =
    table({{Ink::Comment, {Pascal::Comment, Pascal::CommentParenthesis, Pascal::CommentLine}},
           {Ink::Directive, {Pascal::PreProcessor, Pascal::PreProcessorParenthesis, Pascal::Asm}},
           {Ink::Number, {Pascal::Number, Pascal::HexNumber}},
           {Ink::Keyword, {Pascal::Keyword}},
           {Ink::String, {Pascal::SingleQuotedString, Pascal::UnclosedString, Pascal::Character}}});

using Properties = QsciLexerProperties;
constexpr InkTable propertiesInks = table({{Ink::Comment, {Properties::Comment}},
                                           {Ink::Directive, {Properties::Section, Properties::DefaultValue}},
                                           {Ink::Keyword, {Properties::Key}}});

using Python = QsciLexerPython;
constexpr InkTable pythonInks = table(
    {{Ink::Comment, {Python::Comment, Python::CommentBlock}},
     {Ink::Number, {Python::Number}},
     {Ink::Keyword, {Python::Keyword}},
     {Ink::String,
      {Python::DoubleQuotedString, Python::SingleQuotedString, Python::TripleSingleQuotedString,
       Python::TripleDoubleQuotedString, Python::UnclosedString, Python::DoubleQuotedFString,
       Python::SingleQuotedFString, Python::TripleSingleQuotedFString, Python::TripleDoubleQuotedFString}},
     {Ink::Name, {Python::ClassName, Python::FunctionMethodName}},
     {Ink::Directive, {Python::Decorator}}});

using Sql = QsciLexerSQL;
constexpr InkTable sqlInks = table({{Ink::Comment,
                                     {Sql::Comment, Sql::CommentLine, Sql::CommentDoc, Sql::CommentLineHash,
                                      Sql::CommentDocKeyword, Sql::CommentDocKeywordError, Sql::PlusComment}},
                                    {Ink::Number, {Sql::Number}},
                                    {Ink::Keyword, {Sql::Keyword}},
                                    {Ink::String, {Sql::DoubleQuotedString, Sql::SingleQuotedString}},
                                    {Ink::Name, {Sql::QuotedIdentifier}}});

using Tcl = QsciLexerTCL;
constexpr InkTable tclInks = table(
    {{Ink::Comment, {Tcl::Comment, Tcl::CommentLine, Tcl::CommentBox, Tcl::CommentBlock}},
     {Ink::Number, {Tcl::Number}},
     {Ink::String, {Tcl::QuotedString, Tcl::QuotedKeyword}},
     {Ink::Keyword, {Tcl::TCLKeyword, Tcl::TkKeyword, Tcl::ITCLKeyword, Tcl::TkCommand, Tcl::ExpandKeyword}},
     {Ink::Name, {Tcl::Substitution, Tcl::SubstitutionBrace}}});

using Tex = QsciLexerTeX;
constexpr InkTable texInks = table({{Ink::Keyword, {Tex::Command}},
                                    {Ink::Directive, {Tex::Special, Tex::Group}},
                                    {Ink::Name, {Tex::Symbol}}});

using Verilog = QsciLexerVerilog;
constexpr InkTable verilogInks = table(
    {{Ink::Comment, {Verilog::Comment, Verilog::CommentLine, Verilog::CommentBang, Verilog::CommentKeyword}},
     {Ink::Number, {Verilog::Number}},
     {Ink::Keyword, {Verilog::Keyword, Verilog::KeywordSet2}},
     {Ink::String, {Verilog::String, Verilog::UnclosedString}},
     {Ink::Name, {Verilog::SystemTask}},
     {Ink::Directive, {Verilog::Preprocessor}}});

using Vhdl = QsciLexerVHDL;
constexpr InkTable vhdlInks =
    table({{Ink::Comment, {Vhdl::Comment, Vhdl::CommentLine, Vhdl::CommentBlock}},
           {Ink::Number, {Vhdl::Number}},
           {Ink::String, {Vhdl::String, Vhdl::UnclosedString}},
           {Ink::Keyword, {Vhdl::Keyword, Vhdl::StandardOperator}},
           {Ink::Name, {Vhdl::StandardFunction, Vhdl::StandardPackage, Vhdl::StandardType}},
           {Ink::Directive, {Vhdl::Attribute}}});

using Yaml = QsciLexerYAML;
constexpr InkTable yamlInks = table({{Ink::Comment, {Yaml::Comment}},
                                     {Ink::Keyword, {Yaml::Identifier}},
                                     {Ink::Number, {Yaml::Number}},
                                     {Ink::Directive, {Yaml::Keyword, Yaml::DocumentDelimiter}},
                                     {Ink::Name, {Yaml::Reference}},
                                     {Ink::String, {Yaml::TextBlockMarker}},
                                     {Ink::Wrong, {Yaml::SyntaxErrorMarker}}});

// The lexers that follow have no class of their own in QScintilla: the numbers are Scintilla's.

constexpr InkTable camlInks = table({{Ink::Name, {2}},
                                     {Ink::Keyword, {3, 4, 5}},
                                     {Ink::Number, {8}},
                                     {Ink::String, {9, 11}},
                                     {Ink::Comment, {12, 13, 14, 15}}});

constexpr InkTable erlangInks = table({{Ink::Comment, {1, 14, 15, 16, 17}},
                                       {Ink::Name, {2, 8}},
                                       {Ink::Number, {3}},
                                       {Ink::Keyword, {4}},
                                       {Ink::String, {5, 9}},
                                       {Ink::Directive, {10, 11, 12, 19, 20, 24}}});

constexpr InkTable lispInks = table({{Ink::Comment, {1, 12}},
                                     {Ink::Number, {2}},
                                     {Ink::Keyword, {3, 4}},
                                     {Ink::Name, {5}},
                                     {Ink::String, {6, 8}}});

constexpr InkTable powerShellInks = table({{Ink::Comment, {1, 13, 16}},
                                           {Ink::String, {2, 3, 14, 15}},
                                           {Ink::Number, {4}},
                                           {Ink::Name, {5}},
                                           {Ink::Keyword, {8}}});

constexpr InkTable rInks = table({{Ink::Comment, {1}},
                                  {Ink::Keyword, {2}},
                                  {Ink::Number, {5}},
                                  {Ink::String, {6, 7}},
                                  {Ink::Directive, {10}}});

constexpr InkTable rustInks = table({{Ink::Comment, {1, 2, 3, 4}},
                                     {Ink::Number, {5}},
                                     {Ink::Keyword, {6}},
                                     {Ink::String, {13, 14, 15, 21, 22, 23}},
                                     {Ink::Name, {18}},
                                     {Ink::Directive, {19}}});

constexpr InkTable visualBasicInks = table({{Ink::Comment, {1}},
                                            {Ink::Number, {2, 8}},
                                            {Ink::Keyword, {3}},
                                            {Ink::String, {4, 9}},
                                            {Ink::Directive, {5}}});

constexpr InkTable plainInks{};

constexpr std::pair<std::string_view, const InkTable *> tables[] = {{"bash", &bashInks},
                                                                    {"batch", &batchInks},
                                                                    {"caml", &camlInks},
                                                                    {"cmake", &cmakeInks},
                                                                    {"coffeescript", &coffeeInks},
                                                                    {"cpp", &cppInks},
                                                                    {"css", &cssInks},
                                                                    {"d", &dInks},
                                                                    {"diff", &diffInks},
                                                                    {"erlang", &erlangInks},
                                                                    {"fortran", &fortranInks},
                                                                    {"json", &jsonInks},
                                                                    {"lisp", &lispInks},
                                                                    {"lua", &luaInks},
                                                                    {"makefile", &makeInks},
                                                                    {"markdown", &markdownInks},
                                                                    {"matlab", &matlabInks},
                                                                    {"octave", &matlabInks},
                                                                    {"pascal", &pascalInks},
                                                                    {"powershell", &powerShellInks},
                                                                    {"props", &propertiesInks},
                                                                    {"python", &pythonInks},
                                                                    {"r", &rInks},
                                                                    {"rust", &rustInks},
                                                                    {"sql", &sqlInks},
                                                                    {"tcl", &tclInks},
                                                                    {"tex", &texInks},
                                                                    {"vb", &visualBasicInks},
                                                                    {"verilog", &verilogInks},
                                                                    {"vhdl", &vhdlInks},
                                                                    {"yaml", &yamlInks}};

} // namespace

const InkTable &inksOf(std::string_view lexer)
{
    for (const auto &[name, inks] : tables) {
        if (name == lexer)
            return *inks;
    }
    return plainInks;
}

} // namespace studio
