/** The little linear algebra that the fit needs: symmetric positive definite matrices, row by row. */

/** Lower triangle L with L L' = matrix. A pivot that rounding took below zero counts as almost zero. */
export function cholesky(matrix: Float64Array, size: number): Float64Array {
  const lower = new Float64Array(size * size);
  for (let i = 0; i < size; i++)
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * size + j] as number;
      for (let k = 0; k < j; k++) sum -= (lower[i * size + k] as number) * (lower[j * size + k] as number);
      lower[i * size + j] = i === j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / (lower[j * size + j] as number);
    }
  return lower;
}

export function inverse(matrix: Float64Array, size: number): Float64Array {
  const lower = cholesky(matrix, size);
  const result = new Float64Array(size * size);
  const z = new Float64Array(size);
  for (let column = 0; column < size; column++) {
    for (let i = 0; i < size; i++) {
      let sum = i === column ? 1 : 0;
      for (let k = 0; k < i; k++) sum -= (lower[i * size + k] as number) * (z[k] as number);
      z[i] = sum / (lower[i * size + i] as number);
    }
    for (let i = size - 1; i >= 0; i--) {
      let sum = z[i] as number;
      for (let k = i + 1; k < size; k++) sum -= (lower[k * size + i] as number) * (result[k * size + column] as number);
      result[i * size + column] = sum / (lower[i * size + i] as number);
    }
  }
  return result;
}
