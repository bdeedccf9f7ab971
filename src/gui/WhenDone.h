#pragma once

#include "core/WhenDone.h"
