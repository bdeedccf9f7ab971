#!/usr/bin/env python3
"""SSIM of two PGM files as Wang and others (2004) print it, pixel by pixel and with nothing but Python.

A Gaussian of 11 x 11 with sigma 1.5; beyond the edge the outermost pixels go on.
"""

import math
import sys


def read(path):
    with open(path, "rb") as file:
        parts = file.read().split(maxsplit=4)
    width, height = int(parts[1]), int(parts[2])
    # Only one white space stands before the pixels, and a pixel may look like one.
    pixels = open(path, "rb").read()[-width * height:]
    return [list(pixels[y * width:(y + 1) * width]) for y in range(height)]


def ssim(one, other):
    height, width = len(one), len(one[0])
    weights = {(dx, dy): math.exp(-(dx * dx + dy * dy) / 4.5) for dx in range(-5, 6) for dy in range(-5, 6)}
    total = sum(weights.values())
    c1, c2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    result = 0.0
    for y in range(height):
        for x in range(width):
            window = []
            for (dx, dy), weight in weights.items():
                py, px = min(max(y + dy, 0), height - 1), min(max(x + dx, 0), width - 1)
                window.append((weight / total, one[py][px], other[py][px]))
            mean1 = sum(w * a for w, a, b in window)
            mean2 = sum(w * b for w, a, b in window)
            variance1 = sum(w * (a - mean1) ** 2 for w, a, b in window)
            variance2 = sum(w * (b - mean2) ** 2 for w, a, b in window)
            covariance = sum(w * (a - mean1) * (b - mean2) for w, a, b in window)
            result += ((2 * mean1 * mean2 + c1) * (2 * covariance + c2)
                       / ((mean1 ** 2 + mean2 ** 2 + c1) * (variance1 + variance2 + c2)))
    return result / (width * height)


print(f"{ssim(read(sys.argv[1]), read(sys.argv[2])):.9f}")
