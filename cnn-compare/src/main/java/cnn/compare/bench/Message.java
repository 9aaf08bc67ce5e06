package cnn.compare.bench;

import cnn.error.BadInputException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The lines between a race and its workers: commands of a word and perhaps a number one way, JSON the other way. Answers
 * carry a mark, because libraries print what they like.
 */
final class Message {
    static final String START = "start";
    static final String WARM_UP = "warm-up";
    static final String RUN = "run";
    static final String MEMORY = "memory";

    private static final String ANSWER = "@answer ";
    private static final String NO_COUNTERPART = "@no-counterpart ";
    private static final String BAD_INPUT = "@bad-input ";

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Message() {}

    static String answer(Object record) {
        return ANSWER + MAPPER.writeValueAsString(record);
    }

    static String noCounterpart(String why) {
        return NO_COUNTERPART + MAPPER.writeValueAsString(why);
    }

    static String badInput(String why) {
        return BAD_INPUT + MAPPER.writeValueAsString(why);
    }

    static boolean isAnswer(String line) {
        return line.startsWith(ANSWER) || line.startsWith(NO_COUNTERPART) || line.startsWith(BAD_INPUT);
    }

    /**
     * @throws NotRunException if the engine cannot run this network
     * @throws BadInputException if the worker was given something bad
     */
    static <T> T read(String line, Class<T> type) {
        String json = line.substring(line.indexOf(' ') + 1);
        if (line.startsWith(NO_COUNTERPART)) {
            throw new NotRunException(MAPPER.readValue(json, String.class));
        }
        if (line.startsWith(BAD_INPUT)) {
            throw new BadInputException(MAPPER.readValue(json, String.class));
        }
        return MAPPER.readValue(json, type);
    }
}
