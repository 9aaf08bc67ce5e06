package cnn.scratch;

import cnn.backend.BackendOption;
import cnn.scratch.kernel.KernelLookup;
import cnn.scratch.kernel.Kernels;
import cnn.scratch.kernel.ScalarKernels;
import java.util.Arrays;
import java.util.Locale;

/** Which kernels compute: the backend's option {@code kernels}. */
enum KernelChoice {
    /** The fastest that this JVM can run; where those are the scalar ones, the log says why. */
    AUTO {
        @Override
        Kernels kernels() {
            return KernelLookup.fastest();
        }
    },
    /** The Vector API's or none: for those who must know what they compare or measure. */
    VECTOR {
        @Override
        Kernels kernels() {
            return KernelLookup.vector();
        }
    },
    /** Plain loops, on any JVM. */
    SCALAR {
        @Override
        Kernels kernels() {
            return new ScalarKernels();
        }
    };

    /** {@code kernels: auto}, or {@code vector}, or {@code scalar}. */
    static final BackendOption OPTION = new BackendOption(
            "kernels",
            Arrays.stream(values()).map(KernelChoice::toString).toList(),
            "what computes; auto is vector where this JVM has the Vector API, else scalar with the reason in the log");

    /** The one that a user has chosen by {@link #OPTION}. */
    static KernelChoice named(String name) {
        OPTION.require(name);
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    /** @throws cnn.error.BadInputException if this JVM cannot run the kernels that were asked for */
    abstract Kernels kernels();

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
