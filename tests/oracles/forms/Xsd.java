import java.io.File;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.Validator;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXParseException;

/**
 * Judges documents by an XML Schema: {@code java Xsd.java SCHEMA DOCUMENT...}. A line for each finding; the last line says how
 * many documents were read. The attributes {@code file} and {@code line} of a {@code testcase} are taken away before: the
 * schema of Jenkins does not have them, and other readers do.
 */
public class Xsd {
    public static void main(String[] arguments) throws Exception {
        Schema schema = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI).newSchema(new File(arguments[0]));
        for (int at = 1; at < arguments.length; at++) {
            String path = arguments[at];
            try {
                validate(schema, path);
            } catch (SAXParseException broken) {
                System.out.println(path + ": not XML: " + broken.getMessage());
            }
        }
        System.out.println("checked " + (arguments.length - 1));
    }

    private static void validate(Schema schema, String path) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        var builder = factory.newDocumentBuilder();
        builder.setErrorHandler(null);
        Document document = builder.parse(new File(path));
        NodeList cases = document.getElementsByTagName("testcase");
        for (int at = 0; at < cases.getLength(); at++) {
            Element element = (Element) cases.item(at);
            element.removeAttribute("file");
            element.removeAttribute("line");
        }
        Validator validator = schema.newValidator();
        validator.setErrorHandler(new ErrorHandler() {
            @Override
            public void warning(SAXParseException found) {
                error(found);
            }

            @Override
            public void error(SAXParseException found) {
                System.out.println(path + ": " + found.getMessage());
            }

            @Override
            public void fatalError(SAXParseException found) {
                error(found);
            }
        });
        validator.validate(new DOMSource(document));
    }
}
