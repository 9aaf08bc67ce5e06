package cnn.data;

import cnn.error.BadInputException;
import cnn.random.AddressedRandom;
import cnn.random.Purpose;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A source cut in two by chance, class by class, so that both parts have the classes in the same proportions. A
 * function of (source, share, seed) alone.
 *
 * @param train what is left, in the source's order
 * @param validation the share that was taken out, in the source's order
 */
public record StratifiedSplit(SampleSource train, SampleSource validation) {
    /**
     * Takes the nearest whole number of samples of each class, but of no class all.
     *
     * @param share of the samples for validation, in (0, 1)
     * @throws BadInputException if nothing would be left on a side
     */
    public static StratifiedSplit of(SampleSource source, double share, long seed) {
        if (!(share > 0 && share < 1)) {
            throw new BadInputException("the validation share must be above 0 and below 1, got " + share);
        }
        List<List<Integer>> byClass = new ArrayList<>();
        for (int c = 0; c < source.classes().size(); c++) {
            byClass.add(new ArrayList<>());
        }
        for (int i = 0; i < source.size(); i++) {
            byClass.get(source.label(i)).add(i);
        }
        AddressedRandom random = new AddressedRandom(seed);
        List<Integer> train = new ArrayList<>();
        List<Integer> validation = new ArrayList<>();
        for (int c = 0; c < byClass.size(); c++) {
            List<Integer> members = byClass.get(c);
            int taken = (int) Math.min(Math.round(share * members.size()), Math.max(0, members.size() - 1));
            int[] order = random.permutation(Purpose.SPLIT, c, members.size());
            for (int i = 0; i < order.length; i++) {
                (i < taken ? validation : train).add(members.get(order[i]));
            }
        }
        if (validation.isEmpty()) {
            throw new BadInputException("a validation share of %s of %d samples is less than one sample of any class"
                    .formatted(share, source.size()));
        }
        return new StratifiedSplit(part(source, train), part(source, validation));
    }

    private static SampleSource part(SampleSource source, List<Integer> indices) {
        Collections.sort(indices);
        return new ChosenSamples(source, indices.stream().mapToInt(Integer::intValue).toArray());
    }
}
