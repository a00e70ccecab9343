import com.android.manifmerger.Actions;
import com.android.manifmerger.ManifestMerger2;
import com.android.manifmerger.ManifestMerger2.Invoker;
import com.android.manifmerger.MergingReport;
import com.android.manifmerger.XmlNode;
import com.android.utils.StdLogger;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Runs the manifest merger of the build tools, one merge a line of standard input: kind (APPLICATION or
 * LIBRARY), output, main manifest, overlays, libraries, placeholders; fields are parted by tabs, lists by "|".
 * Beside the merged manifest it writes OUTPUT.actions (what the report says of every element) or OUTPUT.error.
 */
public final class Oracle {
    public static void main(String[] arguments) throws IOException {
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            String[] fields = line.split("\t", -1);
            Path output = Path.of(fields[1]);
            try {
                merge(fields, output);
            } catch (Exception error) {
                write(output, ".error", String.valueOf(error));
            }
        }
    }

    private static void merge(String[] fields, Path output) throws Exception {
        boolean library = fields[0].equals("LIBRARY");
        Invoker<?> invoker =
                ManifestMerger2.newMerger(
                        new File(fields[2]),
                        new StdLogger(StdLogger.Level.ERROR) {
                            @Override
                            public void error(Throwable error, String format, Object... values) {}
                        },
                        library ? ManifestMerger2.MergeType.LIBRARY : ManifestMerger2.MergeType.APPLICATION);
        for (String overlay : list(fields[3])) {
            invoker.addFlavorAndBuildTypeManifest(new File(overlay));
        }
        for (String dependency : list(fields[4])) {
            invoker.addLibraryManifest(new File(dependency));
        }
        for (String placeholder : list(fields[5])) {
            int at = placeholder.indexOf('=');
            invoker.setPlaceHolderValue(placeholder.substring(0, at), placeholder.substring(at + 1));
        }
        if (!library) {
            invoker.withFeatures(Invoker.Feature.REMOVE_TOOLS_DECLARATIONS);
        }
        MergingReport report = invoker.merge();
        if (!report.getResult().isSuccess()) {
            StringBuilder errors = new StringBuilder();
            for (MergingReport.Record record : report.getLoggingRecords()) {
                if (record.getSeverity() == MergingReport.Record.Severity.ERROR) {
                    errors.append(record.getMessage()).append('\n');
                }
            }
            write(output, ".error", errors.toString());
            return;
        }
        write(output, "", report.getMergedDocument(MergingReport.MergedManifestKind.MERGED));
        StringBuilder lines = new StringBuilder();
        Actions actions = report.getActions();
        for (XmlNode.NodeKey key : actions.getNodeKeys()) {
            for (Actions.NodeRecord record : actions.getNodeRecords(key)) {
                lines.append(key).append('\t').append(record.getActionType()).append('\t');
                lines.append(record.getActionLocation().getFile().getSourceFile()).append('\t');
                lines.append(record.getActionLocation().getPosition().getStartLine() + 1).append(':');
                lines.append(record.getActionLocation().getPosition().getStartColumn() + 1).append('\n');
            }
        }
        write(output, ".actions", lines.toString());
    }

    private static String[] list(String field) {
        return field.isEmpty() ? new String[0] : field.split("\\|");
    }

    private static void write(Path output, String suffix, String text) throws IOException {
        Files.writeString(output.resolveSibling(output.getFileName() + suffix), text);
    }
}
