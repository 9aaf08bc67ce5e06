package cnn.scratch;

import cnn.backend.Backend;
import cnn.backend.BackendOption;
import cnn.backend.BackendProvider;
import cnn.backend.BackendSetup;
import cnn.backend.Checkup;
import cnn.scratch.kernel.KernelLookup;
import cnn.tensor.Precision;
import java.util.List;
import java.util.Set;

/** Makes the backend {@code scratch}, which computes in float32 only. */
public final class ScratchProvider implements BackendProvider {
    static final String NAME = "scratch";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<Precision> precisions() {
        return Set.of(Precision.FLOAT32);
    }

    @Override
    public Precision usualPrecision() {
        return Precision.FLOAT32;
    }

    @Override
    public List<BackendOption> options() {
        return List.of(ConvAlgorithm.OPTION, KernelChoice.OPTION);
    }

    @Override
    public List<Checkup> checkup() {
        String kernels = KernelLookup.fastest().describe();
        return List.of(KernelLookup.obstacle()
                .map(obstacle -> Checkup.better("kernels", kernels, obstacle))
                .orElseGet(() -> Checkup.fine("kernels", kernels)));
    }

    @Override
    public Backend create(BackendSetup setup) {
        ConvAlgorithm algorithm = ConvAlgorithm.named(setup.option(ConvAlgorithm.OPTION.name()));
        KernelChoice choice = KernelChoice.named(setup.option(KernelChoice.OPTION.name()));
        return new ScratchBackend(choice.kernels(), setup.threadsOrProcessors(), algorithm);
    }
}
