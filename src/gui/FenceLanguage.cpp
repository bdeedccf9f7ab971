#include "gui/FenceLanguage.h"

#include <Qsci/qscilexerbash.h>
#include <Qsci/qscilexerbatch.h>
#include <Qsci/qscilexercoffeescript.h>
#include <Qsci/qscilexercpp.h>
#include <Qsci/qscilexercsharp.h>
#include <Qsci/qscilexerd.h>
#include <Qsci/qscilexerfortran.h>
#include <Qsci/qscilexerjava.h>
#include <Qsci/qscilexerjson.h>
#include <Qsci/qscilexerlua.h>
#include <Qsci/qscilexermatlab.h>
#include <Qsci/qscilexeroctave.h>
#include <Qsci/qscilexerpascal.h>
#include <Qsci/qscilexersql.h>
#include <Qsci/qscilexertcl.h>
#include <Qsci/qscilexerverilog.h>
#include <Qsci/qscilexervhdl.h>
#include <Qsci/qscilexeryaml.h>

#include <memory>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

template <class Lexer>
QsciLexer *make()
{
    return new Lexer;
}

constexpr char cWords[] =
    "_Bool _Complex _Generic _Noreturn _Static_assert auto bool break case char const continue default do "
    "double else enum extern false float for goto if inline int long nullptr register restrict return short "
    "signed sizeof static static_assert struct switch thread_local true typedef typeof union unsigned void "
    "volatile while";
constexpr char cppWords[] =
    "+alignas alignof char16_t char32_t char8_t co_await co_return co_yield concept consteval constexpr "
    "constinit decltype final import module noexcept nullptr override requires static_assert thread_local";
constexpr char cmakeWords[] =
    "add_custom_command add_custom_target add_definitions add_dependencies add_executable add_library "
    "add_subdirectory add_test configure_file else elseif enable_language enable_testing endforeach endif "
    "endmacro endwhile execute_process export file find_file find_library find_package find_path "
    "find_program foreach get_filename_component get_property get_target_property if include_directories "
    "link_directories mark_as_advanced cmake_minimum_required separate_arguments add_compile_definitions "
    "add_compile_options add_link_options block cmake_parse_arguments cmake_path "
    "cmake_policy continue break endblock endfunction fetchcontent_declare fetchcontent_makeavailable "
    "foreach "
    "function include include_guard install list macro math message option project return set set_property "
    "set_target_properties source_group string target_compile_definitions target_compile_features "
    "target_compile_options target_include_directories target_link_directories target_link_libraries "
    "target_link_options target_precompile_headers target_sources try_compile unset while";
constexpr char cudaWords[] = "+__constant__ __device__ __global__ __host__ __shared__ constexpr nullptr";
constexpr char dartWords[] =
    "abstract as assert async await base bool break case catch class const continue covariant default "
    "deferred "
    "do double dynamic else enum export extends extension external factory false final finally for get if "
    "implements import in int interface is late library mixin new null num on operator part required rethrow "
    "return sealed set static super switch sync this throw true try typedef var void when while with yield";
constexpr char dockerWords[] =
    "ADD ARG AS CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL MAINTAINER ONBUILD RUN "
    "SHELL STOPSIGNAL USER VOLUME WORKDIR";
constexpr char erlangWords[] =
    "after and andalso band begin bnot bor bsl bsr bxor case catch cond div end fun if let "
    "maybe not of or orelse receive rem try when xor";
constexpr char goWords[] =
    "any bool break byte case chan complex128 complex64 const continue default defer else error fallthrough "
    "false "
    "float32 float64 for func go goto if import int int16 int32 int64 int8 interface iota map nil package "
    "range "
    "return rune select string struct switch true type uint uint16 uint32 uint64 uint8 uintptr var";
constexpr char graphqlWords[] =
    "directive enum extend false fragment implements input interface mutation null on "
    "query repeatable scalar schema subscription true type union";
constexpr char groovyWords[] = "+as def false in null record sealed trait true var";
constexpr char javaWords[] =
    "+enum exports false module non-sealed null permits record requires sealed strictfp true "
    "var yield";
constexpr char scriptWords[] = "as async await break case catch class const continue debugger default delete "
                               "do else export extends false "
                               "finally for from function get if import in instanceof let new null of return "
                               "set static super switch this "
                               "throw true try typeof undefined var void while with yield";
constexpr char typedScriptWords[] = "abstract any as asserts async await bigint boolean break case catch "
                                    "class const continue debugger declare "
                                    "default delete do else enum export extends false finally for from "
                                    "function get if implements import in infer "
                                    "instanceof interface is keyof let module namespace never new null "
                                    "number object of override private protected "
                                    "public readonly require return satisfies set static string super switch "
                                    "symbol this throw true try type typeof "
                                    "undefined unique unknown var void while with yield";
constexpr char kotlinWords[] =
    "abstract actual annotation as break by catch class companion const constructor continue crossinline "
    "data do "
    "else enum expect external false final finally for fun get if import in infix init inline inner "
    "interface "
    "internal is it lateinit null object open operator out override package private protected public reified "
    "return "
    "sealed set super suspend tailrec this throw true try typealias val value var vararg when where while";
constexpr char lispWords[] = "and begin case cond declare define define-syntax defmacro defn defparameter "
                             "defstruct defun defvar do dolist "
                             "dotimes else fn if lambda let let* letrec loop nil not ns or progn quote recur "
                             "require set! setf setq unless "
                             "when";
constexpr char objectiveWords[] =
    "+BOOL IMP NO SEL YES atomic copy id instancetype nil nonatomic nonnull nullable "
    "retain self strong super weak";
constexpr char ocamlWords[] = "and as assert begin class constraint do done downto else end exception "
                              "external false for fun function functor "
                              "if in include inherit initializer lazy let match method module mutable new "
                              "nonrec object of open or private "
                              "rec sig struct then to true try type val virtual when while with";
constexpr char perlWords[] =
    "and cmp continue defined delete die do each else elsif eq eval exists exit for foreach ge gt if join "
    "keys last le "
    "local lt map my ne next no not or our package pop print printf push redo ref require return say scalar "
    "shift sort "
    "splice split sub undef unless unshift until use values wantarray warn while xor";
constexpr char phpWords[] =
    "__class__ __dir__ __file__ __function__ __line__ __method__ __namespace__ abstract and array as bool "
    "break "
    "callable case catch class clone const continue declare default die do echo else elseif empty enddeclare "
    "endfor "
    "endforeach endif endswitch endwhile enum eval exit extends false final finally float fn for foreach "
    "function "
    "global goto if implements include include_once instanceof insteadof int interface isset iterable list "
    "match "
    "mixed namespace never new null object or parent print private protected public readonly require "
    "require_once "
    "return self static string switch this throw trait true try unset use var void while xor yield";
constexpr char powerShellWords[] =
    "begin break catch class continue data do dynamicparam else elseif end enum exit filter finally for "
    "foreach from "
    "function hidden if in param process return static switch throw trap try until using while";
constexpr char protoWords[] = "bool bytes double enum extend extensions false fixed32 fixed64 float import "
                              "int32 int64 map message oneof "
                              "option optional package public repeated required reserved returns rpc service "
                              "sfixed32 sfixed64 sint32 sint64 "
                              "stream string syntax to true uint32 uint64";
constexpr char pythonWords[] =
    "False None True and as assert async await break case class continue def del elif else except finally "
    "for from "
    "global if import in is lambda match nonlocal not or pass raise return try while with yield";
constexpr char rWords[] =
    "FALSE Inf NA NA_character_ NA_complex_ NA_integer_ NA_real_ NULL NaN TRUE break else for "
    "function if in next repeat while";
constexpr char rubyWords[] = "BEGIN END __FILE__ __LINE__ alias and attr_accessor attr_reader attr_writer "
                             "begin break case class def defined? do "
                             "else elsif end ensure extend false for if in include include module next nil "
                             "not or prepend private protected public raise "
                             "redo require require_relative rescue retry return self super then true undef "
                             "unless until when while yield";
constexpr char rustWords[] = "Self as async await bool break char const continue crate dyn else enum extern "
                             "f32 f64 false fn for i128 i16 i32 "
                             "i64 i8 if impl in isize let loop match mod move mut pub ref return self static "
                             "str struct super trait true type "
                             "u128 u16 u32 u64 u8 union unsafe use usize where while";
constexpr char scalaWords[] =
    "abstract case catch class def derives do else end enum export extends extension false final finally for "
    "given "
    "if implicit import inline lazy match new null object opaque override package private protected return "
    "sealed "
    "super then this throw trait transparent true try type using val var while with yield";
constexpr char shaderWords[] =
    "+attribute buffer discard flat highp in inout layout lowp mat2 mat3 mat4 mediump out precision "
    "sampler2D "
    "sampler3D samplerCube smooth uniform uvec2 uvec3 uvec4 varying vec2 vec3 vec4 ivec2 ivec3 ivec4";
constexpr char solidityWords[] = "abstract address anonymous as assembly bool break bytes bytes32 calldata "
                                 "case catch constant constructor "
                                 "continue contract default delete do else emit enum error event external "
                                 "fallback false final for from function "
                                 "if immutable import indexed int int256 interface internal is let library "
                                 "mapping memory modifier new override "
                                 "payable pragma private public pure receive return returns storage string "
                                 "struct super switch this throw true "
                                 "try type uint uint256 uint8 unchecked using var view virtual while";
constexpr char sqlWords[] =
    "+analyze autoincrement bigint boolean database exists explain if ilike index int jsonb "
    "limit offset over partition pragma replace returning serial show text timestamptz truncate "
    "use uuid varchar window";
constexpr char swiftWords[] = "Any Self actor any as associatedtype async await break case catch class "
                              "continue convenience default defer "
                              "deinit didSet do dynamic else enum extension fallthrough false fileprivate "
                              "final for func get guard if import in "
                              "indirect init inout internal is isolated lazy let mutating nil nonisolated "
                              "open operator optional override "
                              "private protocol public repeat required rethrows return self set some static "
                              "struct subscript super switch "
                              "throw throws true try typealias unowned var weak where while willSet";
constexpr char verilogWords[] =
    "+always_comb always_ff always_latch bit byte endclass endinterface endpackage enum "
    "int interface logic modport package return shortint struct typedef unique void";
constexpr char visualBasicWords[] = "addhandler and andalso as boolean byref byte byval case catch cbool "
                                    "cdbl char cint class const cstr date decimal "
                                    "declare delegate dim directcast do double each else elseif end enum "
                                    "erase error event exit false finally for "
                                    "friend function get gettype global goto handles if implements imports "
                                    "in inherits integer interface is isnot let "
                                    "lib like long loop me mod module mustinherit mustoverride mybase "
                                    "myclass namespace new next not nothing object of "
                                    "on operator option optional or orelse overloads overridable overrides "
                                    "paramarray partial private property "
                                    "protected public raiseevent readonly redim rem resume return select set "
                                    "shadows shared short single static step "
                                    "string structure sub synclock then throw to true try trycast typeof "
                                    "until using variant wend when while with "
                                    "withevents writeonly xor";

constexpr char backQuotes[] = "lexer.cpp.backquoted.strings";
constexpr char tripleQuotes[] = "lexer.cpp.triplequoted.strings";
constexpr char shellWords[] =
    "+apt apt-get brew curl docker git npm pip source sudo systemctl then until wget";

constexpr FenceLanguage languages[] = {
    {" bash sh shell zsh ksh ", "Shell", "bash", make<QsciLexerBash>, {shellWords}},
    {" bat batch cmd dosbatch ", "Batch", "batch", make<QsciLexerBatch>},
    {" c h ", "C", "cpp", make<QsciLexerCPP>, {cWords}},
    {" c++ cpp cc cxx hpp hxx h++ ", "C++", "cpp", make<QsciLexerCPP>, {cppWords}},
    {" c# csharp cs ",
     "C#",
     "cpp",
     make<QsciLexerCSharp>,
     {"+async await dynamic get init record required set value "
      "var when where with yield"}},
    {" clojure clj lisp common-lisp commonlisp cl elisp emacs-lisp scheme racket ",
     "Lisp",
     "lisp",
     nullptr,
     {lispWords}},
    {" cmake ", "CMake", "bash", nullptr, {cmakeWords}},
    {" coffeescript coffee ", "CoffeeScript", "coffeescript", make<QsciLexerCoffeeScript>},
    {" css ", "CSS", "css"},
    {" cuda cu ", "CUDA", "cpp", make<QsciLexerCPP>, {cudaWords}},
    {" d dlang ", "D", "d", make<QsciLexerD>},
    {" dart ", "Dart", "cpp", nullptr, {dartWords}, tripleQuotes},
    {" diff patch udiff ", "Diff", "diff"},
    {" dockerfile docker containerfile ", "Dockerfile", "bash", nullptr, {dockerWords}},
    {" erlang erl ", "Erlang", "erlang", nullptr, {erlangWords}},
    {" fortran f90 f95 f03 f08 ", "Fortran", "fortran", make<QsciLexerFortran>},
    {" glsl hlsl shader frag vert ", "Shader", "cpp", make<QsciLexerCPP>, {shaderWords}},
    {" go golang ", "Go", "cpp", nullptr, {goWords}, backQuotes},
    {" graphql gql ", "GraphQL", "python", nullptr, {graphqlWords}},
    {" groovy gradle jenkinsfile ", "Groovy", "cpp", make<QsciLexerJava>, {groovyWords}, tripleQuotes},
    {" haskell hs ", "Haskell", nullptr},
    {" html htm xhtml html5 vue svelte ", "HTML", markup},
    {" ini cfg conf config properties editorconfig dotenv env desktop gitconfig ", "INI", "props"},
    {" java ", "Java", "cpp", make<QsciLexerJava>, {javaWords}, tripleQuotes},
    {" javascript js jsx mjs cjs node nodejs ecmascript ",
     "JavaScript",
     "cpp",
     nullptr,
     {scriptWords},
     backQuotes},
    {" json jsonc json5 jsonl ndjson geojson jsonld json-ld webmanifest ",
     "JSON",
     "json",
     make<QsciLexerJSON>,
     {},
     "lexer.json.allow.comments lexer.json.escape.sequence"},
    {" kotlin kt kts ", "Kotlin", "cpp", nullptr, {kotlinWords}, tripleQuotes},
    {" latex tex ", "LaTeX", "tex"},
    {" less ", "Less", "css", nullptr, {}, "lexer.css.less.language"},
    {" lua luau ", "Lua", "lua", make<QsciLexerLua>, {"+goto"}},
    {" makefile make mk gnumake ", "Makefile", "makefile"},
    {" markdown md mdx ", "Markdown", "markdown"},
    {" matlab ", "MATLAB", "matlab", make<QsciLexerMatlab>},
    {" objective-c objectivec objc obj-c objective-c++ objc++ mm ",
     "Objective-C",
     "cpp",
     make<QsciLexerCPP>,
     {objectiveWords}},
    {" ocaml ml mli ", "OCaml", "caml", nullptr, {ocamlWords}},
    {" octave ", "Octave", "octave", make<QsciLexerOctave>},
    {" pascal delphi objectpascal object-pascal pas ", "Pascal", "pascal", make<QsciLexerPascal>},
    {" perl pl pm ", "Perl", "python", nullptr, {perlWords}},
    {" php php3 php4 php5 php7 php8 phtml ", "PHP", "cpp", nullptr, {phpWords}},
    {" powershell ps1 pwsh posh psm1 ps ", "PowerShell", "powershell", nullptr, {powerShellWords}},
    {" protobuf proto proto3 ", "Protocol Buffers", "cpp", nullptr, {protoWords}},
    {" python py python3 py3 python2 pyi pyw ipython starlark bazel ",
     "Python",
     "python",
     nullptr,
     {pythonWords}},
    {" r rlang rscript ", "R", "r", nullptr, {rWords}},
    {" ruby rb rake rakefile gemfile jruby ", "Ruby", "python", nullptr, {rubyWords}},
    {" rust rs ", "Rust", "rust", nullptr, {rustWords}},
    {" scala sc sbt ", "Scala", "cpp", nullptr, {scalaWords}, tripleQuotes},
    {" scss ", "SCSS", "css", nullptr, {}, "lexer.css.scss.language"},
    {" solidity sol ", "Solidity", "cpp", nullptr, {solidityWords}},
    {" sql mysql postgresql postgres pgsql psql plsql pl/sql tsql t-sql sqlite sqlite3 mariadb ",
     "SQL",
     "sql",
     make<QsciLexerSQL>,
     {sqlWords}},
    {" swift ", "Swift", "cpp", nullptr, {swiftWords}, tripleQuotes},
    {" tcl ", "Tcl", "tcl", make<QsciLexerTCL>},
    {" text txt plaintext plain plain-text output none nohighlight ", "Text", nullptr},
    {" toml ", "TOML", "props"},
    {" typescript ts tsx mts cts deno ", "TypeScript", "cpp", nullptr, {typedScriptWords}, backQuotes},
    {" vb vbnet vb.net visualbasic visual-basic vba vbscript vbs ",
     "Visual Basic",
     "vb",
     nullptr,
     {visualBasicWords}},
    {" verilog systemverilog sv v ", "Verilog", "verilog", make<QsciLexerVerilog>, {verilogWords}},
    {" vhdl vhd ", "VHDL", "vhdl", make<QsciLexerVHDL>},
    {" xml xsl xslt xsd svg rss atom plist xaml kml wsdl qrc ui ", "XML", markup},
    {" yaml yml ", "YAML", "yaml", make<QsciLexerYAML>, {"+null on off"}},
};

} // namespace

const FenceLanguage *fenceLanguage(QStringView word)
{
    if (word.isEmpty() || word.size() > 20 || word.contains(u' '))
        return nullptr;
    const QByteArray wanted = ' ' + word.toString().toLower().toUtf8() + ' ';
    for (const FenceLanguage &language : languages) {
        if (QByteArrayView(language.words).contains(wanted))
            return &language;
    }
    return nullptr;
}

QList<QByteArray> keywordsOf(const FenceLanguage &language)
{
    const std::unique_ptr<QsciLexer> lexer(language.makeLexer ? language.makeLexer() : nullptr);
    QList<QByteArray> lists;
    for (std::size_t i = 0; i < language.keywords.size(); ++i) {
        const QByteArray own = language.keywords[i];
        const bool isAll = !own.isEmpty() && !own.startsWith('+');
        const QByteArray known = lexer && !isAll ? lexer->keywords(static_cast<int>(i) + 1) : "";
        lists << known + ' ' + (isAll ? own : own.mid(1));
    }
    return lists;
}

} // namespace studio
