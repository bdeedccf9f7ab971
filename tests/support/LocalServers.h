#pragma once

#include "providers/ServerIdentity.h"

namespace studio
{

/// What the servers for one's own computer answer, typed by hand in the shapes that their documentations give,
/// by path. Everything else is answered with notFoundAt().
struct LocalServer
{
    ServerKind kind;
    bool needsKey = false;
    QList<PortAnswer> answers;

    PortAnswer answerTo(const QString &path) const
    {
        for (PortAnswer answer : answers) {
            if (answer.path == path || answer.path == QStringLiteral("*")) {
                answer.path = path;
                return answer;
            }
        }
        return {path, 404, {}, "{\"error\":{\"code\":404,\"message\":\"File Not Found\",\"type\":\"not_found_error\"}}"};
    }
};

inline LocalServer ollama()
{
    return {ServerKind::Ollama, false,
            {{QStringLiteral("/"), 200, {}, "Ollama is running"},
             {QStringLiteral("/api/version"), 200, {}, "{\"version\":\"0.12.3\"}"},
             {QStringLiteral("/api/tags"), 200, {},
              "{\"models\":[{\"name\":\"llama3.2:3b\",\"model\":\"llama3.2:3b\",\"size\":2019393189,\"digest\":\"a80c4f17\","
              "\"details\":{\"format\":\"gguf\",\"family\":\"llama\",\"parameter_size\":\"3.2B\"}},"
              "{\"name\":\"gpt-oss:120b-cloud\",\"model\":\"gpt-oss:120b-cloud\",\"remote_model\":\"gpt-oss:120b\","
              "\"remote_host\":\"https://ollama.com:443\"}]}"},
             {QStringLiteral("/api/ps"), 200, {},
              "{\"models\":[{\"name\":\"llama3.2:3b\",\"size_vram\":3000000000,\"context_length\":4096}]}"},
             {QStringLiteral("/v1/models"), 200, {},
              "{\"object\":\"list\",\"data\":[{\"id\":\"llama3.2:3b\",\"object\":\"model\",\"created\":1,\"owned_by\":\"library\"}]}"}}};
}

inline LocalServer llamaCpp()
{
    return {ServerKind::LlamaCpp, false,
            {{QStringLiteral("/health"), 200, "llama.cpp", "{\"status\":\"ok\"}"},
             {QStringLiteral("/props"), 200, "llama.cpp",
              "{\"default_generation_settings\":{\"n_ctx\":4096},\"total_slots\":4,\"model_path\":\"/home/me/m.gguf\","
              "\"modalities\":{\"vision\":true,\"audio\":false},\"build_info\":\"b6123-79c1160b\"}"},
             {QStringLiteral("/v1/models"), 200, "llama.cpp",
              "{\"models\":[{\"name\":\"gemma-3-4b\",\"model\":\"gemma-3-4b\",\"capabilities\":[\"completion\",\"multimodal\"]}],"
              "\"object\":\"list\",\"data\":[{\"id\":\"gemma-3-4b\",\"object\":\"model\",\"owned_by\":\"llamacpp\","
              "\"meta\":{\"n_ctx_train\":131072,\"n_params\":3880099328,\"size\":2483453952,\"n_ctx\":4096}}]}"},
             {QStringLiteral("/api/tags"), 200, "llama.cpp", "{\"models\":[{\"name\":\"gemma-3-4b\"}]}"}}};
}

/// Only its pages and its health are open then.
inline LocalServer llamaCppWithKey()
{
    return {ServerKind::LlamaCpp, true,
            {{QStringLiteral("*"), 401, "llama.cpp",
              "{\"error\":{\"code\":401,\"message\":\"Invalid API Key\",\"type\":\"authentication_error\"}}"}}};
}

inline LocalServer llamaCppLoading()
{
    return {ServerKind::LlamaCpp, false,
            {{QStringLiteral("*"), 503, {},
              "{\"error\":{\"code\":503,\"message\":\"Loading model\",\"type\":\"unavailable_error\"}}"}}};
}

/// It answers what it does not know with a 200.
inline LocalServer lmStudio()
{
    return {ServerKind::LmStudio, false,
            {{QStringLiteral("/api/v1/models"), 200, {},
              "{\"models\":[{\"type\":\"llm\",\"publisher\":\"qwen\",\"key\":\"qwen/qwen3-4b\",\"display_name\":\"Qwen3 4B\","
              "\"architecture\":\"qwen3\",\"quantization\":{\"name\":\"Q4_K_M\",\"bits_per_weight\":4},\"size_bytes\":2497281120,"
              "\"params_string\":\"4B\",\"loaded_instances\":[],\"max_context_length\":40960,\"format\":\"gguf\","
              "\"capabilities\":{\"vision\":false,\"trained_for_tool_use\":true}}]}"},
             {QStringLiteral("/v1/models"), 200, {},
              "{\"data\":[{\"id\":\"qwen/qwen3-4b\",\"object\":\"model\",\"owned_by\":\"organization_owner\"}],\"object\":\"list\"}"},
             {QStringLiteral("*"), 200, {}, "{\"error\":\"Unexpected endpoint or method. (GET /x)\"}"}}};
}

inline LocalServer olderLmStudio()
{
    return {ServerKind::LmStudio, false,
            {{QStringLiteral("/api/v0/models"), 200, {},
              "{\"object\":\"list\",\"data\":[{\"id\":\"qwen2-vl-7b-instruct\",\"object\":\"model\",\"type\":\"vlm\",\"publisher\":"
              "\"mlx-community\",\"arch\":\"qwen2_vl\",\"compatibility_type\":\"mlx\",\"quantization\":\"4bit\",\"state\":\"not-loaded\","
              "\"max_context_length\":32768}]}"},
             {QStringLiteral("/v1/models"), 200, {},
              "{\"data\":[{\"id\":\"qwen2-vl-7b-instruct\",\"object\":\"model\",\"owned_by\":\"organization_owner\"}],\"object\":\"list\"}"},
             {QStringLiteral("*"), 200, {}, "{\"error\":\"Unexpected endpoint or method. (GET /x)\"}"}}};
}

inline LocalServer vllm()
{
    return {ServerKind::Vllm, false,
            {{QStringLiteral("/health"), 200, {}, {}},
             {QStringLiteral("/version"), 200, {}, "{\"version\":\"0.11.0\"}"},
             {QStringLiteral("/v1/models"), 200, "uvicorn",
              "{\"object\":\"list\",\"data\":[{\"id\":\"Qwen/Qwen3-8B\",\"object\":\"model\",\"created\":1,\"owned_by\":\"vllm\","
              "\"root\":\"Qwen/Qwen3-8B\",\"parent\":null,\"max_model_len\":40960,\"permission\":[]}]}"}}};
}

inline LocalServer vllmWithKey()
{
    return {ServerKind::Vllm, true,
            {{QStringLiteral("/version"), 200, {}, "{\"version\":\"0.11.0\"}"},
             {QStringLiteral("/metrics"), 200, {}, "# HELP vllm:num_requests_running Number of requests.\nvllm:num_requests_running 0.0\n"},
             {QStringLiteral("/v1/models"), 401, {}, "{\"error\":\"Unauthorized\"}"}}};
}

inline LocalServer liteLlm()
{
    return {ServerKind::LiteLlm, true,
            {{QStringLiteral("/health/liveliness"), 200, {}, "\"I'm alive!\""},
             {QStringLiteral("/health/readiness"), 200, {},
              "{\"status\":\"healthy\",\"db\":\"Not connected\",\"litellm_version\":\"1.77.5\"}"},
             {QStringLiteral("/v1/models"), 401, {},
              "{\"error\":{\"message\":\"Authentication Error, No api key passed in.\",\"type\":\"auth_error\",\"param\":\"None\",\"code\":\"401\"}}"}}};
}

inline LocalServer localAi()
{
    return {ServerKind::LocalAi, false,
            {{QStringLiteral("/.well-known/localai.json"), 200, {},
              "{\"version\":\"v2.28.0\",\"endpoints\":{\"chat_completions\":\"/v1/chat/completions\",\"models\":\"/v1/models\"},"
              "\"endpoint_groups\":{},\"capabilities\":{\"mcp\":true,\"p2p\":false}}"},
             {QStringLiteral("/v1/models"), 200, {},
              "{\"object\":\"list\",\"data\":[{\"id\":\"stablediffusion\",\"object\":\"model\"},{\"id\":\"gpt-4\",\"object\":\"model\"}]}"}}};
}

inline LocalServer stableDiffusion()
{
    return {ServerKind::StableDiffusion, false,
            {{QStringLiteral("/sdcpp/v1/capabilities"), 200, {},
              "{\"model\":{\"name\":\"flux\",\"stem\":\"flux\",\"path\":\"/m/flux.gguf\"},\"current_mode\":\"img_gen\","
              "\"supported_modes\":[\"img_gen\"],\"samplers\":[\"euler\"],\"limits\":{\"max_width\":4096}}"},
             {QStringLiteral("/v1/models"), 200, {},
              "{\"data\":[{\"id\":\"sd-cpp-local\",\"object\":\"model\",\"owned_by\":\"local\"}]}"}}};
}

inline LocalServer someCompatible()
{
    return {ServerKind::Other, false,
            {{QStringLiteral("/v1/models"), 200, {},
              "{\"object\":\"list\",\"data\":[{\"id\":\"m\",\"object\":\"model\",\"owned_by\":\"me\"}]}"}}};
}

} // namespace studio
