import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.hive.serde2.typeinfo.TypeInfoUtils;

/**
 * Hive's own reader of type strings: one escaped string a line in, one answer a line out, in the same order.
 * The answer is OK and the name that Hive gives the type, or ERR and the message of the exception.
 */
public final class TypeMain {
  private TypeMain() {}

  public static void main(String[] arguments) throws Exception {
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    PrintStream out = new PrintStream(System.out, false, "UTF-8");
    for (String line; (line = in.readLine()) != null; ) {
      try {
        String name = TypeInfoUtils.getTypeInfoFromTypeString(Line.unescape(line)).getTypeName();
        out.println("OK\t" + Line.escape(name));
      } catch (Exception | StackOverflowError refused) {
        String message = refused.getMessage();
        out.println("ERR\t" + Line.escape(message == null ? refused.toString() : message));
      }
    }
    out.flush();
  }
}
