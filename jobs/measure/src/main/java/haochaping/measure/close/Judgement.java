package haochaping.measure.close;

import java.util.List;

/**
 * What a day's close says.
 *
 * @param priors in force from now on
 * @param posteriors under them
 * @param rankings of every class that has a key
 */
public record Judgement(Priors priors, Posteriors posteriors, List<ClassRanking> rankings) {}
