#pragma once

#include <QString>

namespace studio
{

/// First thing in main(): no core dump may hold a key. Sanitizer builds keep theirs.
void forbidCoreDumps();

/// Names, version and everything else that both programs tell Qt about themselves. After the application exists.
void introduceProgram();

/// Under which name keys stand in the system's keychain.
QString keychainService();

} // namespace studio
