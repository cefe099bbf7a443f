/**
 * Quarterly assessments: a formula, frozen inputs, scores that anyone can compute again to the last
 * digit, and the reports on them.
 */
package haochaping.assess;
