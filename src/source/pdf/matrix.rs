//! Affine maps as PDF files write them.

/// Where the unit vectors go, two numbers each, and where the origin goes.
pub(super) type Matrix = [f64; 6];

/// `first` and then `second`.
pub(super) fn then(first: &Matrix, second: &Matrix) -> Matrix {
    let [ax, ay, bx, by, ox, oy] = *first;
    let [cx, cy, dx, dy, px, py] = *second;
    [
        ax * cx + ay * dx,
        ax * cy + ay * dy,
        bx * cx + by * dx,
        bx * cy + by * dy,
        ox * cx + oy * dx + px,
        ox * cy + oy * dy + py,
    ]
}

/// Where a point goes.
pub(super) fn apply(matrix: &Matrix, x: f64, y: f64) -> (f64, f64) {
    let [ax, ay, bx, by, ox, oy] = *matrix;
    (ax * x + bx * y + ox, ay * x + by * y + oy)
}

/// The map that moves everything.
pub(super) fn shift(x: f64, y: f64) -> Matrix {
    [1.0, 0.0, 0.0, 1.0, x, y]
}
