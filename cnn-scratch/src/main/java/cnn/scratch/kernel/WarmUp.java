package cnn.scratch.kernel;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Has the JIT compile the kernels before they are needed, one by one, on one thread and on tiny inputs. Before the last
 * compiler has had them, Vector API kernels run a hundred times slower and allocate each vector: a first training step
 * would take many seconds; and code compiled while several threads share a half-warm kernel was seen to stay slow.
 */
public final class WarmUp {
    private static final int CALLS = 400;
    /** Between two rounds: what the compiler's own threads may need of a busy machine. */
    private static final long PAUSE_NANOS = 500_000;

    /** A warm kernel allocates nothing; a cold one at least a vector a call. */
    private static final long FEW_BYTES = 16L * CALLS;

    private static final int LENGTH = 4096;

    /** Kernels on which the JIT has failed in this process: it does not try again, so neither does a later warm-up. */
    private static final Set<String> HOPELESS = ConcurrentHashMap.newKeySet();

    private record Call(String name, Runnable body) {}

    private final Kernels kernels;
    private final float[] a = new float[LENGTH];
    private final float[] b = new float[LENGTH];
    private final float[] c = new float[LENGTH];
    private final float[] d = new float[LENGTH];
    private final float[] v = new float[Winograd.GROUP];
    private final int[] places = new int[Kernels.ROWS];
    private final int[] taps = new int[Kernels.DEPTHWISE_TAPS];

    private WarmUp(Kernels kernels) {
        this.kernels = kernels;
    }

    /**
     * Runs until no kernel allocates any more, or the time is over.
     *
     * @return the names of kernels that still allocate: the JIT has failed on them, or not come to them yet; each is
     *     named, and waited for, once in a process
     */
    public static List<String> run(Kernels kernels, double maxSeconds) {
        return new WarmUp(kernels).run(maxSeconds);
    }

    private List<String> run(double maxSeconds) {
        if (!(ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads)
                || !threads.isThreadAllocatedMemorySupported()) {
            return List.of();
        }
        long end = System.nanoTime() + (long) (maxSeconds * 1e9);
        List<Call> cold = new ArrayList<>(calls());
        cold.removeIf(call -> HOPELESS.contains(key(call)));
        while (!cold.isEmpty() && System.nanoTime() < end) {
            cold.removeIf(call -> isWarm(call.body(), threads));
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        cold.forEach(call -> HOPELESS.add(key(call)));
        return cold.stream().map(Call::name).toList();
    }

    private String key(Call call) {
        return kernels.describe() + " " + call.name();
    }

    private static boolean isWarm(Runnable body, ThreadMXBean threads) {
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < CALLS; i++) {
            body.run();
        }
        return threads.getCurrentThreadAllocatedBytes() - before < FEW_BYTES;
    }

    private List<Call> calls() {
        Runs runs = new Runs(new int[] {0, 16}, new int[] {4, 3});
        Runs even = new Runs(new int[] {0, 16}, new int[] {4, 2});
        Kernels.Window window = new Kernels.Window(2, 2, 64, 0, 2);
        Kernels.AdamStep adam = new Kernels.AdamStep(1e-3f, 0.9f, 0.1f, 0.999f, 1e-3f, 1, 1e-8f);
        Arrays.fill(a, 1);
        return List.of(
                new Call("product", () -> kernels.product(a, 0, places, 0, runs, b, 0, Kernels.PANEL, c, 0, Kernels.POINT)),
                new Call("product of one block", () -> kernels.product(a, 0, places, 0, runs, b, 0, Kernels.BLOCK, c, 0, Kernels.POINT)),
                new Call("product of even runs", () -> kernels.product(
                        a, 0, places, 0, even, b, 0, Kernels.PANEL, c, 0, Kernels.POINT)),
                new Call("productOfNeighbours", () -> kernels.productOfNeighbours(
                        a, 0, 128, 20, b, 0, Kernels.PANEL, c, 0, Kernels.POINT)),
                new Call("productOfNeighbours of one block", () -> kernels.productOfNeighbours(
                        a, 0, 128, 20, b, 0, Kernels.BLOCK, c, 0, Kernels.POINT)),
                new Call("outer", () -> kernels.outer(a, 0, 8, 8, b, 0, 64, 16, 64, 2, 3, Kernels.PANEL, d, 0)),
                new Call("outer of even rows", () -> kernels.outer(
                        a, 0, 8, 8, b, 0, 64, 16, 64, 2, 4, Kernels.PANEL, d, 0)),
                new Call("outerOfNine", () -> kernels.outerOfNine(
                        a, 0, 8, 8, b, 0, 64, 16, 64, 2, 3, Kernels.PANEL, d, 0)),
                new Call("outer of one block", () -> kernels.outer(a, 0, 8, 8, b, 0, 64, 16, 64, 2, 3, Kernels.BLOCK, d, 0)),
                new Call("depthwise", () -> kernels.depthwise(a, 0, places, 0, taps, b, 0, taps, c, 0)),
                new Call("depthwiseOfNeighbours", () -> kernels.depthwiseOfNeighbours(a, 0, taps, b, 0, taps, c, 0)),
                new Call("depthwiseGradient", () -> kernels.depthwiseGradient(
                        a, 0, 64, 16, taps, 0, b, 0, 64, 2, 3, d, 0)),
                new Call("store", () -> kernels.store(c, 0, b, 0, false, d, 0, places, 0)),
                new Call("store with ReLU", () -> kernels.store(c, 0, b, 0, true, d, 0, places, 0)),
                new Call("storePooled", () -> kernels.storePooled(c, 0, b, 0, true, d, 0, places, 0, d, 64)),
                new Call("spreadPooled", () -> kernels.spreadPooled(a, 0, places, c, 0, d, 0, places, 0)),
                new Call("winogradInput", () -> kernels.winogradInput(a, 0, 96, v, 0, c)),
                new Call("winogradInputAdjoint", () -> kernels.winogradInputAdjoint(v, 0, d, 0, 96, c)),
                new Call("winogradOutput", () -> kernels.winogradOutput(v, 0, b, 0, 0, d, 0, 64, 4, 4, c)),
                new Call("winogradOutputPooled", () -> kernels.winogradOutputPooled(
                        v, 0, b, 0, 0, d, 0, 32, 2, 2, d, 256, c)),
                new Call("winogradGradient", () -> kernels.winogradGradient(a, v, 0, b, 0, c)),
                new Call("tileGradient", () -> kernels.tileGradient(a, 0, 64, b, 0, 64, true, 4, 4, d)),
                new Call("tileGradientPooled", () -> kernels.tileGradientPooled(a, 0, 32, b, 0, 2, 2, d)),
                new Call("winogradWeights", () -> kernels.winogradWeights(a, 0, 16, d, 0, 16, c)),
                new Call("winogradWeightsAdjoint", () -> kernels.winogradWeightsAdjoint(a, 0, 16, d, 0, 16, c)),
                new Call("relu", () -> kernels.relu(a, 0, d, 0, 64)),
                new Call("reluBackward", () -> kernels.reluBackward(a, 0, b, 0, d, 0, 64)),
                new Call("exp", () -> kernels.exp(a, 0, 0.5f, d, 0, 64)),
                new Call("inverseThreeQuarters", () -> kernels.inverseThreeQuarters(a, 0, d, 0, 64)),
                new Call("mask", () -> kernels.mask(a, 0, b, 0, d, 0, 64)),
                new Call("add", () -> kernels.add(b, 0, d, 0, 64)),
                new Call("addPixels", () -> kernels.addPixels(b, 0, 4, d, 0)),
                new Call("sum", () -> kernels.sum(a, 0, b, 0, 0, d, 0, 64)),
                new Call("addSquares", () -> kernels.addSquares(a, 0, 4, b, 0, d, 0)),
                new Call("normalize", () -> kernels.normalize(a, 0, 4, b, b, b, 0, 0, d, 0)),
                new Call("addNormalizeGradient", () -> kernels.addNormalizeGradient(
                        a, 0, a, 64, 4, b, b, b, 0, 0, c, d, 0)),
                new Call("normalizeBackward", () -> kernels.normalizeBackward(
                        a, 0, a, 64, 4, b, b, b, b, b, b, 0, 0, d, 0)),
                new Call("normalizeBackwardInGroups", () -> kernels.normalizeBackwardInGroups(
                        a, 0, a, 64, 4, b, b, b, b, b, b, 0, 0, d, 0)),
                new Call("normalizeElements", () -> kernels.normalizeElements(a, 0, 1, 1, b, b, 0, 64, d, 0)),
                new Call("addElementGradient", () -> kernels.addElementGradient(
                        a, 0, a, 64, 1, 1, b, 0, 64, d, c, d, 64, 96)),
                new Call("elementsBackward", () -> kernels.elementsBackward(
                        a, 0, a, 64, 1, 1, 0, 0, b, 0, 64, d, 0)),
                new Call("maxWindow", () -> kernels.maxWindow(a, 0, window, c, 0, d, 0)),
                new Call("maxWindowBackward", () -> kernels.maxWindowBackward(b, 0, c, 0, d, 0, window)),
                new Call("sumWindow", () -> kernels.sumWindow(a, 0, window, 0.25f, d, 0)),
                new Call("sumWindowBackward", () -> kernels.sumWindowBackward(b, 0, 0.25f, d, 0, window)),
                new Call("adam", () -> kernels.adam(d, b, c, a, 0, 64, adam)));
    }
}
