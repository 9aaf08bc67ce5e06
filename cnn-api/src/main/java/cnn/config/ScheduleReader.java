package cnn.config;

import cnn.schedule.Constant;
import cnn.schedule.Cosine;
import cnn.schedule.Exponential;
import cnn.schedule.OneCycle;
import cnn.schedule.Polynomial;
import cnn.schedule.ReduceOnPlateau;
import cnn.schedule.Schedule;
import cnn.schedule.Step;
import cnn.schedule.WarmUp;
import java.util.Map;
import java.util.OptionalDouble;

/** Reads {@code schedule: cosine} or {@code schedule: {warm_up: {epochs: 1, then: cosine}}}. */
final class ScheduleReader {
    private static final KindReader<Schedule> SCHEDULES = new KindReader<>(
            "schedule",
            Map.of(
                    "constant", m -> new Constant(),
                    "step",
                            m -> new Step(
                                    m.required("every").number(), m.optional("factor", YamlValue::number, 0.1)),
                    "exponential", m -> new Exponential(m.required("factor").number()),
                    "polynomial",
                            m -> new Polynomial(
                                    m.optional("power", YamlValue::number, 1.0),
                                    m.optional("end", YamlValue::number, 0.0)),
                    "cosine",
                            m -> new Cosine(
                                    m.optional("end", YamlValue::number, 0.0),
                                    m.optional("restart", v -> OptionalDouble.of(v.number()), OptionalDouble.empty()),
                                    m.optional("stretch", YamlValue::number, 1.0)),
                    "warm_up",
                            m -> new WarmUp(
                                    m.required("epochs").number(),
                                    m.optional("from", YamlValue::number, 0.0),
                                    m.optional("then", ScheduleReader::read, new Constant())),
                    "one_cycle", ScheduleReader::oneCycle,
                    "reduce_on_plateau",
                            m -> new ReduceOnPlateau(
                                    m.optional("factor", YamlValue::number, 0.1),
                                    m.required("patience").integer(),
                                    m.optional("minimum_gain", YamlValue::number, 0.0),
                                    m.optional("end", YamlValue::number, 0.0))));

    private ScheduleReader() {}

    static Schedule read(YamlValue value) {
        return SCHEDULES.read(value);
    }

    private static OneCycle oneCycle(YamlMap m) {
        OneCycle usual = new OneCycle();
        return new OneCycle(
                m.optional("start", YamlValue::number, usual.start()),
                m.optional("end", YamlValue::number, usual.end()),
                m.optional("peak", YamlValue::number, usual.peak()));
    }
}
