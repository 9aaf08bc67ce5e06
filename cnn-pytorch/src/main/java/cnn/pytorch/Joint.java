package cnn.pytorch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import cnn.spec.Join;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Where the branches of a composite come together. */
enum Joint {
    SUM {
        @Override
        NDArray join(List<NDArray> branches) {
            return branches.stream().reduce(NDArray::add).orElseThrow();
        }

        @Override
        List<NDArray> spread(NDArray dy, List<NDArray> branches) {
            return Collections.nCopies(branches.size(), dy);
        }
    },
    CHANNELS {
        @Override
        NDArray join(List<NDArray> branches) {
            return NDArrays.concat(new NDList(branches), 1);
        }

        @Override
        List<NDArray> spread(NDArray dy, List<NDArray> branches) {
            List<NDArray> parts = new ArrayList<>();
            long first = 0;
            for (NDArray branch : branches) {
                long next = first + branch.getShape().get(1);
                parts.add(dy.get(new NDIndex(":, {}:{}", first, next)).duplicate());
                first = next;
            }
            return parts;
        }
    };

    static Joint of(Join join) {
        return switch (join) {
            case SUM -> SUM;
            case CHANNELS -> CHANNELS;
        };
    }

    abstract NDArray join(List<NDArray> branches);

    /** What each branch gets of the gradient with respect to what they were joined to. */
    abstract List<NDArray> spread(NDArray dy, List<NDArray> branches);
}
