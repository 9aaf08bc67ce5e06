package cnn.compare.run;

import cnn.compare.result.Drift;
import cnn.compare.result.PairedTest;
import cnn.compare.result.Training;
import java.util.List;

/** What training the engines side by side gave. */
public record RaceResult(List<Training> trainings, List<Drift> drifts, List<PairedTest> pairs) {}
