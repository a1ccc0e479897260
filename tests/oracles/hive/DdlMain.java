import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.antlr.runtime.CharStream;
import org.antlr.runtime.RecognitionException;
import org.antlr.runtime.TokenRewriteStream;
import org.apache.hadoop.hive.metastore.api.FieldSchema;
import org.apache.hadoop.hive.ql.parse.ASTNode;
import org.apache.hadoop.hive.ql.parse.BaseSemanticAnalyzer;
import org.apache.hadoop.hive.ql.parse.HiveParser;
import org.apache.hadoop.hive.ql.parse.ParseDriver;

/**
 * Hive's own reader of statements: one escaped CREATE TABLE a line in, one answer a line out, in the same order.
 * The answer is OK and what Hive understood, as escaped fields between tabs (a word, then what belongs to it, in the
 * order of the statement), or ERR and the message of the exception.
 */
public final class DdlMain {
  private DdlMain() {}

  public static void main(String[] arguments) throws Exception {
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    PrintStream out = new PrintStream(System.out, false, "UTF-8");
    for (String line; (line = in.readLine()) != null; ) {
      try {
        StringBuilder answer = new StringBuilder("OK");
        describe(new Driver().read(Line.unescape(line)), "column", answer);
        out.println(answer);
      } catch (Exception | StackOverflowError refused) {
        String message = refused.getMessage();
        out.println("ERR\t" + Line.escape(message == null ? refused.toString() : message));
      }
    }
    out.flush();
  }

  /** Hive's driver, with backticks around any name: what a Hive is set to, unless told otherwise. Without a
   * configuration at hand, and one takes thirty megabytes more, the driver itself allows few characters in backticks. */
  private static final class Driver extends ParseDriver {
    ASTNode read(String statement) throws Exception {
      List<String> errors = new ArrayList<>();
      Lexer lexer = new Lexer(new ANTLRNoCaseStringStream(statement));
      HiveParser parser = new HiveParser(new TokenRewriteStream(lexer)) {
        @Override
        public void displayRecognitionError(String[] names, RecognitionException error) {
          errors.add(getErrorHeader(error) + " " + getErrorMessage(error, names));
        }
      };
      parser.setTreeAdaptor(adaptor);
      ASTNode tree = parser.statement().getTree();
      lexer.getErrors().forEach(error -> errors.add("a token that is none"));
      if (!errors.isEmpty()) {
        throw new Exception(String.join("; ", errors));
      }
      return tree;
    }

    private final class Lexer extends HiveLexerX {
      Lexer(CharStream statement) {
        super(statement);
      }

      @Override
      protected boolean allowQuotedId() {
        return true;
      }
    }
  }

  private static void describe(ASTNode node, String listed, StringBuilder answer) throws Exception {
    switch (node.getType()) {
      case HiveParser.TOK_TABNAME:
        field(answer, "table");
        for (int i = 0; i < node.getChildCount(); i++) {
          field(answer, BaseSemanticAnalyzer.unescapeIdentifier(node.getChild(i).getText()));
        }
        return;
      case HiveParser.TOK_TABCOLLIST:
        List<FieldSchema> columns = BaseSemanticAnalyzer.getColumns(node, false);
        for (FieldSchema column : columns) {
          field(answer, listed);
          field(answer, column.getName());
          field(answer, column.getType());
          field(answer, column.getComment() == null ? "" : column.getComment());
        }
        return;
      case HiveParser.TOK_TABLEPARTCOLS:
        descend(node, "partition", answer);
        return;
      case HiveParser.TOK_TABLECOMMENT:
        field(answer, "comment");
        literal(answer, node, 0);
        return;
      case HiveParser.TOK_TABLELOCATION:
        field(answer, "location");
        literal(answer, node, 0);
        return;
      case HiveParser.TOK_SERDENAME:
        field(answer, "serde");
        literal(answer, node, 0);
        descend(node, listed, answer);
        return;
      case HiveParser.TOK_TABLEFILEFORMAT:
        field(answer, "formats");
        literal(answer, node, 0);
        literal(answer, node, 1);
        return;
      case HiveParser.TOK_FILEFORMAT_GENERIC:
        field(answer, "stored");
        field(answer, node.getChild(0).getText());
        return;
      case HiveParser.TOK_TABLEPROPERTY:
        field(answer, "property");
        literal(answer, node, 0);
        literal(answer, node, 1);
        return;
      default:
        descend(node, listed, answer);
    }
  }

  private static void descend(ASTNode node, String listed, StringBuilder answer) throws Exception {
    for (int i = 0; i < node.getChildCount(); i++) {
      describe((ASTNode) node.getChild(i), listed, answer);
    }
  }

  private static void literal(StringBuilder answer, ASTNode node, int child) {
    field(answer, BaseSemanticAnalyzer.unescapeSQLString(node.getChild(child).getText()));
  }

  private static void field(StringBuilder answer, String text) {
    answer.append('\t').append(Line.escape(text));
  }
}
