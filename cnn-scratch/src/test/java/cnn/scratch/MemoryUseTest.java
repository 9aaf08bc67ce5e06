package cnn.scratch;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.backend.Layer;
import cnn.backend.Mode;
import cnn.network.BuildOptions;
import cnn.network.MemoryUse;
import cnn.network.Network;
import cnn.network.PlanSummary;
import cnn.optim.Adam;
import cnn.optim.UpdateSpec;
import cnn.scratch.kernel.Kernels;
import cnn.scratch.kernel.ScalarKernels;
import cnn.spec.Concat;
import cnn.spec.Conv2d;
import cnn.spec.Dense;
import cnn.spec.Flatten;
import cnn.spec.MaxPool2d;
import cnn.spec.NetworkSpec;
import cnn.spec.Padding;
import cnn.spec.Relu;
import cnn.spec.SeparableConv2d;
import cnn.spec.TransposedConv2d;
import cnn.spec.Window2d;
import cnn.tensor.Shape;
import cnn.tensor.Tensor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the backend says about its memory, against the arrays that can be reached from its layers. */
class MemoryUseTest {
    private static final Window2d SAME = Window2d.of(3).withPadding(Padding.SAME);

    private static final int BATCH = 3;

    private enum Example {
        AWKWARD(Nets.awkward()),
        SMALL(Nets.small()),
        RESNET(Nets.resNet8()),
        COURSE(Nets.course()),
        GROUPS(NetworkSpec.builder(Shape.of(6, 9, 9))
                .add(new Conv2d(12, SAME).withGroups(6))
                .add(new Conv2d(24, SAME).withGroups(2))
                .add(new MaxPool2d(3))
                .build());

        private final NetworkSpec spec;

        Example(NetworkSpec spec) {
            this.spec = spec;
        }
    }

    @ParameterizedTest
    @EnumSource
    void countsEveryArray(Example net) {
        try (ScratchBackend backend = new ScratchBackend(new ScalarKernels(), 2);
                Network training = Network.build(net.spec, backend, BuildOptions.batch(BATCH));
                Network inference = Network.build(net.spec, backend, BuildOptions.inference(BATCH))) {
            training.forward(training.input(BATCH), Mode.train(0, 0));
            Tensor dy = backend.tensor(net.spec.output().withBatch(BATCH));
            training.backward(dy);
            inference.forward(inference.input(BATCH), Mode.INFER);
            counts(training, dy);
            counts(inference, dy);
            MemoryUse all = MemoryUse.of(training, List.of());
            MemoryUse few = MemoryUse.of(inference, List.of());
            assertThat(few.gradients()).isZero();
            assertThat(few.activations()).isLessThan(all.activations());
            assertThat(few.workspace()).isLessThan(all.workspace());
        }
    }

    private static void counts(Network network, Tensor dy) {
        Reached reached = new Reached(network, dy);
        network.layers().forEach(layer -> reached.visit("", layer));
        assertThat(reached.uncounted).as("arrays that no layer says it holds").isEmpty();
        MemoryUse use = MemoryUse.of(network, List.of());
        assertThat(use.activations() + use.gradients() + use.workspace()).isEqualTo(reached.bytes);
    }

    /** Walks over the objects of this project, adds up the arrays of floats, and finds those that are not counted. */
    private static final class Reached {
        private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        private final Set<Object> held = Collections.newSetFromMap(new IdentityHashMap<>());
        private final List<String> uncounted = new ArrayList<>();
        private long bytes;

        Reached(Network network, Tensor dy) {
            // What belongs to the network itself, and to this test.
            seen.add(ScratchTensor.of(dy).values());
            seen.add(ScratchTensor.of(network.parameters()).values());
            seen.add(ScratchTensor.of(network.gradient()).values());
            seen.add(ScratchTensor.of(network.state()).values());
            seen.add(ScratchTensor.of(network.input(BATCH)).values());
            hold(network.layers());
        }

        private void hold(List<Layer> layers) {
            for (Layer layer : layers) {
                layer.holdings().forEach(holding -> held.add(holding.array()));
                layer.chains().forEach(chain -> hold(chain.layers()));
            }
        }

        void visit(String path, Object object) {
            if (object instanceof Machine || object instanceof Workers || object instanceof Enum || !seen.add(object)) {
                return;
            }
            if (object instanceof float[] array) {
                count(path, array);
            } else if (object instanceof Object[] array) {
                for (Object element : array) {
                    visitIfAny(path, element);
                }
            } else if (object instanceof Collection<?> collection) {
                collection.forEach(element -> visit(path, element));
            } else if (object.getClass().getName().startsWith("cnn.")) {
                for (Class<?> type = object.getClass(); type != Object.class; type = type.getSuperclass()) {
                    for (Field field : type.getDeclaredFields()) {
                        visitField(path + " " + type.getSimpleName() + "." + field.getName(), object, field);
                    }
                }
            }
        }

        private void count(String path, float[] array) {
            if (held.contains(array)) {
                bytes += 4L * array.length;
            } else if (array.length > Kernels.BLOCK) {
                uncounted.add(array.length + " floats at" + path);
            }
        }

        private void visitField(String path, Object object, Field field) {
            if (Modifier.isStatic(field.getModifiers()) || field.getType().isPrimitive()) {
                return;
            }
            field.setAccessible(true);
            try {
                visitIfAny(path, field.get(object));
            } catch (IllegalAccessException e) {
                throw new AssertionError(e);
            }
        }

        private void visitIfAny(String path, Object object) {
            if (object != null) {
                visit(path, object);
            }
        }
    }

    @Test
    void theSummarySaysHowEachLayerRuns() {
        NetworkSpec spec = NetworkSpec.builder(Shape.of(16, 12, 12))
                .add("wide", new Conv2d(32, SAME))
                .add("open", new Relu())
                .add("half", new MaxPool2d(2))
                .add("deep", new Conv2d(32, SAME.withStride(2)).withGroups(32))
                .add("few", new Conv2d(8, Window2d.of(1)))
                .add("slim", new SeparableConv2d(8, SAME))
                .add("beside", Concat.of(List.of(List.of(new Conv2d(4, SAME)), List.of())))
                .add("large", new TransposedConv2d(4, Window2d.of(2).withStride(2)))
                .add("flat", new Flatten())
                .add("end", new Dense(2))
                .build();
        try (ScratchBackend backend = new ScratchBackend(new ScalarKernels(), 1)) {
            String text = PlanSummary.of(spec, backend, UpdateSpec.of(new Adam(1e-3)), 4);
            assertThat(text.lines())
                    .anySatisfy(line -> assertThat(line)
                            .startsWith("wide, open, half")
                            .contains("winograd F(4×4, 3×3) with relu and max_pool2d, "))
                    .anySatisfy(line -> assertThat(line).startsWith("deep").contains("depthwise 3×3, stride 2×2"))
                    .anySatisfy(line -> assertThat(line).startsWith("few").contains("direct 1×1"))
                    .anySatisfy(line -> assertThat(line).startsWith("slim.depthwise").contains("depthwise 3×3"))
                    .anySatisfy(line -> assertThat(line).startsWith("slim.pointwise").contains("direct 1×1"))
                    .anySatisfy(line -> assertThat(line).startsWith("beside").contains("concat, 2 branches"))
                    .anySatisfy(line -> assertThat(line).startsWith("  branch1-conv1").contains("direct 3×3"))
                    .anySatisfy(line -> assertThat(line).startsWith("large").contains("transposed 2×2, stride 2×2"))
                    .anySatisfy(line -> assertThat(line).startsWith("end").contains("dense"))
                    .anySatisfy(line -> assertThat(line).startsWith("peak"))
                    .anySatisfy(line -> assertThat(line).startsWith("optimizer"));
        }
    }
}
