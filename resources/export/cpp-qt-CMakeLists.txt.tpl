cmake_minimum_required(VERSION 3.16)
project(ask LANGUAGES CXX)

set(CMAKE_CXX_STANDARD 17)
set(CMAKE_CXX_STANDARD_REQUIRED ON)

find_package(Qt6 6.4 REQUIRED COMPONENTS Core Network)

add_executable(ask main.cpp)
target_link_libraries(ask PRIVATE Qt6::Core Qt6::Network)
