#pragma once

#include "core/Model.h"
#include "core/RunRecord.h"
#include "gui/ErrorText.h"

namespace studio
{

/// What a column says below its answer; empty for a run that goes on or is simply done.
Message runText(const RunRecord &record, const MessageContext &context = {});

/// After Stop: what arrived, and honestly what may still be billed.
QString stoppedText(const RunRecord &record, const MessageContext &context = {});

/// Sent, and nothing came for so long.
Message quietText(std::chrono::seconds silence);

/// RunState::Pausing: another try is coming, the next-th of at most so many.
Message pausingText(const Error &error, std::chrono::seconds wait, int next, int most);

/// A look at a job, or a download, went wrong; it goes on after the pause, and the job is not affected.
QString followText(const Error &error, std::chrono::milliseconds pause, const QString &provider);

/// One word for the status line: "waiting", "writing", "done".
QString stateText(RunState state);

/// The same as a heading, where a picture or video is awaited: "Working".
QString progressWord(RunState state);

/// "Asked gpt-5, answered gpt-5-mini"; empty unless somebody else answered. row: the asked model's row, or
/// null.
QString answeredText(const RunRecord &record, const Model *row);

/// What stands on everything that the practice gateway made.
QString practiceText();

/// For [Copy details]: versions, address, status, ids and the server's words. No key, no prompt, no answer.
QString detailsText(const RunRecord &record);

} // namespace studio
