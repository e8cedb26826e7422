/** z of the middle 95 % of a normal distribution. */
const z95 = 1.959963984540054;

/**
 * The score interval of a proportion.
 * @param share 0..1; a mean of shares of credit may stand here too: no mean of values in 0..1 varies more than one of zeros
 * and ones, so the interval is then rather too wide than too narrow
 * @param n observations, > 0
 * @param z how many standard deviations wide to each side; 95 % unless said otherwise
 * Source: Wilson 1927, "Probable inference, the law of succession, and statistical inference"
 */
export function wilson(share: number, n: number, z = z95): [low: number, high: number] {
  const middle = (share + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const reach = (z * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n))) / (1 + (z * z) / n);
  return [Math.max(0, middle - reach), Math.min(1, middle + reach)];
}
