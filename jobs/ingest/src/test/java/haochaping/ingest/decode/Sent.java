package haochaping.ingest.decode;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import haochaping.core.Position;
import haochaping.core.Stream;
import haochaping.ingest.Intake;
import haochaping.platform.RawRecord;
import haochaping.platform.SourceProfile;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Set;

/** The samples of the feed's description, as sent, and a decoder that reads them. */
public final class Sent {
  /** The ingest clock of every record. */
  public static final long INGEST = at("2026-03-05 12:00:00");

  static final byte[] KEY = new byte[32];

  static {
    for (int i = 0; i < KEY.length; i++) {
      KEY[i] = (byte) (i * 7 + 1);
    }
  }

  private static final ObjectMapper JSON = new ObjectMapper();

  private Sent() {}

  /** A local time of the city in epoch ms. */
  public static long at(String local) {
    return LocalDateTime.parse(local.replace(' ', 'T'))
        .atZone(ZoneId.of("Asia/Shanghai"))
        .toInstant()
        .toEpochMilli();
  }

  public static RecordDecoder decoder() {
    RecordDecoder decoder =
        new RecordDecoder(SourceProfile.all(null), Set.of("213", "214", "110", "510"), KEY);
    decoder.open();
    return decoder;
  }

  public static ObjectNode sample(Stream stream) {
    return switch (stream) {
      case CASES -> stage();
      case REVIEWS -> review();
      case RECTIFICATIONS -> ledger();
      case VERDICTS -> verdict();
    };
  }

  public static ObjectNode stage() {
    return object(
        """
        {"dataSource":"zz-zwfw","projectNo":"37040220260302000017","serviceNumber":"1","serviceName":"受理",
         "areaCode":"370402000000","deptCode":"11370402MB2857833P","orgName":"市中区行政审批服务局",
         "taskType":"01","taskCode":"11370402MB2857833P1000125004000","taskHandleItem":"11370402MB2857833P100012500400001","taskName":"食品经营许可",
         "projectName":"某某餐饮店食品经营许可","proStatus":3,"acceptDate":"2026-03-02 09:10:11","serviceTime":"2026-03-02 09:25:00","resultDate":"2026-03-04 15:00:00",
         "promiseDay":5,"promiseType":1,"promiseTime":2,"proChannel":2,
         "proManager":"王芳","proManagerNo":"SZ0173","userProp":1,"userName":"李明","certKey":"370402199001011234","mobile":"13800001234",
         "handleUserName":null,"updateTime":"2026-03-04 15:00:02"}
        """);
  }

  public static ObjectNode review() {
    return object(
        """
        {"dataSource":"zz-zwfw","projectNo":"37040220260302000017","assessNumber":"1","reviewRound":1,
         "pf":4,"satisfaction":2,"evalDetail":"213,214","writingEvaluation":"等了很久，窗口换人三次","assessTime":"2026-03-02 09:26:10",
         "isdefault":0,"effective":1,"userProp":1,"userName":"李明","certKey":"370402199001011234","mobile":"13800001234",
         "winname":"综合窗口3号","winusername":["王芳"],"winuserno":["SZ0173"],"deviceId":"PAD-0312","ip":"10.1.2.3","updateTime":"2026-03-02 09:26:11"}
        """);
  }

  public static ObjectNode ledger() {
    return object(
        """
        {"dataSource":"zz-zwfw","projectNo":"37040220260302000017","assessNumber":"1","reviewRound":1,"ledgerNo":"ZG20260302-0007",
         "callbackTime":"2026-03-02 14:00:00","callbackResult":1,"isTrue":1,"isReasonable":1,"isMistaken":0,"isMalicious":0,"maliciousConfirmed":0,
         "handlingLevel":"simple","rectifyStatus":2,"rectifyTime":"2026-03-05 10:00:00","reply":"已对窗口人员批评教育","updateTime":"2026-03-05 10:00:05"}
        """);
  }

  public static ObjectNode verdict() {
    return object(
        """
        {"dataSource":"zz-zwfw","projectNo":"37040220260302000017","assessNumber":"1","reviewRound":1,"findingId":"brushing/department/11370402MB2857833P/2026-03-02",
         "verdict":"not_adopted","reason":"集中刷好评，已核实","by":"督查室","updateTime":"2026-03-05 11:00:00"}
        """);
  }

  static ObjectNode object(String json) {
    try {
      return (ObjectNode) JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  /** A JSON value written in a table of a test. */
  static JsonNode value(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new AssertionError(json, e);
    }
  }

  static RawRecord raw(Stream stream, String profile, byte[] bytes) {
    return new RawRecord(new Position(stream, 3, 41, INGEST), profile, bytes);
  }

  static Intake decode(Stream stream, String profile, ObjectNode sent) {
    return decode(stream, profile, sent.toString().getBytes(StandardCharsets.UTF_8));
  }

  static Intake decode(Stream stream, String profile, byte[] bytes) {
    return decoder().decode(raw(stream, profile, bytes));
  }

  /** What a record of the province becomes that stands at an offset of partition 0. */
  public static Intake at(Stream stream, ObjectNode sent, long offset) {
    return decoder()
        .decode(
            new RawRecord(
                new Position(stream, 0, offset, INGEST),
                "province",
                sent.toString().getBytes(StandardCharsets.UTF_8)));
  }

  static Intake province(Stream stream, ObjectNode sent) {
    return decode(stream, "province", sent);
  }
}
