using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;

namespace Facilities.Operations.Exports;

/// <summary>
/// The few parts of SpreadsheetML (ECMA-376) that a table needs, written as they come: two sheets, the table and its origin; texts stand in their cells, so no list of
/// them is kept. Memory doesn't grow with the table, whose rows end where a sheet does.
/// </summary>
internal static class XlsxExport
{
    /// <summary>Rows of a sheet, the headings included.</summary>
    private const int MostRows = 1_048_576;

    /// <summary>Longest text of a cell.</summary>
    private const int MostCharacters = 32_767;

    /// <summary>Longest name of a sheet.</summary>
    private const int MostSheetName = 31;

    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Package = "http://schemas.openxmlformats.org/package/2006/";
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    /// <summary>Indices of cellXfs in <see cref="Styles"/>.</summary>
    private const int Heading = 1, Count = 2, Number = 3, Share = 4, Day = 5, Moment = 6;

    private const string Styles =
        $"""
        <styleSheet xmlns="{Main}"><numFmts count="3"><numFmt numFmtId="164" formatCode="0.0%"/><numFmt numFmtId="165" formatCode="yyyy\-mm\-dd"/><numFmt numFmtId="166" formatCode="yyyy\-mm\-dd\ hh:mm"/></numFmts>
        <fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>
        <fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders>
        <cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="7"><xf xfId="0"/><xf xfId="0" fontId="1" applyFont="1"/><xf xfId="0" numFmtId="3" applyNumberFormat="1"/><xf xfId="0" numFmtId="4" applyNumberFormat="1"/>
        <xf xfId="0" numFmtId="164" applyNumberFormat="1"/><xf xfId="0" numFmtId="165" applyNumberFormat="1"/><xf xfId="0" numFmtId="166" applyNumberFormat="1"/></cellXfs></styleSheet>
        """;

    private static readonly DateTime Epoch = new(1899, 12, 30, 0, 0, 0, DateTimeKind.Unspecified);

    /// <summary>Rows between two hand-overs to the output.</summary>
    private const int RowsHeld = 500;

    public static async Task WriteAsync(ExportTable table, Stream output, CancellationToken cancellationToken)
    {
        var held = new HeldOutput(output);
        await using (held.ConfigureAwait(false))
        {
            // Not disposed when a row fails: a workbook that is cut short must not look whole.
            var archive = new ZipArchive(held, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8);
            Text(archive, "[Content_Types].xml",
                $"""
                <Types xmlns="{Package}content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>
                <Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>
                <Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/worksheets/sheet2.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>
                """);
            Text(archive, "_rels/.rels", $"""<Relationships xmlns="{Package}relationships"><Relationship Id="r1" Type="{Office}/officeDocument" Target="xl/workbook.xml"/></Relationships>""");
            Text(archive, "xl/_rels/workbook.xml.rels",
                $"""
                <Relationships xmlns="{Package}relationships"><Relationship Id="r1" Type="{Office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="{Office}/worksheet" Target="worksheets/sheet2.xml"/>
                <Relationship Id="r3" Type="{Office}/styles" Target="styles.xml"/></Relationships>
                """);
            Text(archive, "xl/styles.xml", Styles);
            Workbook(archive, table);
            await TableAsync(archive, table, held, cancellationToken).ConfigureAwait(false);
            Sheet(archive, 2, null, xml =>
            {
                foreach (var (name, value) in table.Origin) Row(xml, [(name, ExportKind.Text), (value, ExportKind.Text)], 0, table.Zone);
            });
            archive.Dispose();
            await held.DrainAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static void Text(ZipArchive archive, string name, string text)
    {
        using var stream = archive.CreateEntry(name, CompressionLevel.Fastest).Open();
        stream.Write(Encoding.UTF8.GetBytes("""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>""" + "\n" + text));
    }

    private static void Workbook(ZipArchive archive, ExportTable table)
    {
        var title = new string([.. Clean(table.Title).Where(c => !"[]:*?/\\'".Contains(c, StringComparison.Ordinal)).Take(MostSheetName)]);
        using var xml = Part(archive, "xl/workbook.xml");
        xml.WriteStartElement("workbook", Main);
        xml.WriteStartElement("sheets", Main);
        foreach (var (name, number) in new[] { (title.Length == 0 ? "1" : title, "1"), (title == "Origin" ? "Origin 2" : "Origin", "2") })
        {
            xml.WriteStartElement("sheet", Main);
            xml.WriteAttributeString("name", name);
            xml.WriteAttributeString("sheetId", number);
            xml.WriteAttributeString("r", "id", Office, "r" + number);
            xml.WriteEndElement();
        }

        xml.WriteEndDocument();
    }

    private static async Task TableAsync(ZipArchive archive, ExportTable table, HeldOutput held, CancellationToken cancellationToken)
    {
        var xml = Begin(archive, 1, table.Columns);
        await using (xml.ConfigureAwait(false))
        {
            Row(xml, table.Columns.Select(column => ((object?)column.Name, ExportKind.Text)), Heading, table.Zone);
            var written = 1;
            await foreach (var row in table.Rows.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                if (++written > MostRows) break;
                Row(xml, row.Select((cell, i) => (cell, table.Columns[i].Kind)), 0, table.Zone);
                if (written % RowsHeld != 0) continue;
                xml.Flush();
                await held.DrainAsync(cancellationToken).ConfigureAwait(false);
            }

            xml.WriteEndDocument();
        }
    }

    private static void Sheet(ZipArchive archive, int number, IReadOnlyList<ExportColumn>? columns, Action<XmlWriter> rows)
    {
        using var xml = Begin(archive, number, columns);
        rows(xml);
        xml.WriteEndDocument();
    }

    /// <param name="columns">Null: no headings, two columns of text.</param>
    private static XmlWriter Begin(ZipArchive archive, int number, IReadOnlyList<ExportColumn>? columns)
    {
        var xml = Part(archive, string.Create(CultureInfo.InvariantCulture, $"xl/worksheets/sheet{number}.xml"));
        xml.WriteStartElement("worksheet", Main);
        // The headings stay in sight.
        if (columns is not null) xml.WriteRaw("""<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>""");
        xml.WriteRaw(Widths(columns));
        xml.WriteStartElement("sheetData", Main);
        return xml;
    }

    private static string Widths(IReadOnlyList<ExportColumn>? columns)
    {
        var widths = columns?.Select(column => column.Kind switch { ExportKind.Text => 24, ExportKind.Moment => 17, ExportKind.Day => 12, _ => 10 }) ?? [24, 80];
        return "<cols>" + string.Concat(widths.Select((width, i) => string.Create(CultureInfo.InvariantCulture, $"""<col min="{i + 1}" max="{i + 1}" width="{width}" customWidth="1"/>"""))) + "</cols>";
    }

    private static void Row(XmlWriter xml, IEnumerable<(object? Cell, ExportKind Kind)> cells, int style, TimeZoneInfo zone)
    {
        xml.WriteStartElement("row", Main);
        foreach (var (cell, kind) in cells)
        {
            xml.WriteStartElement("c", Main);
            if (cell is string text)
            {
                if (style != 0) xml.WriteAttributeString("s", style.ToString(CultureInfo.InvariantCulture));
                xml.WriteAttributeString("t", "inlineStr");
                xml.WriteStartElement("is", Main);
                xml.WriteStartElement("t", Main);
                xml.WriteAttributeString("xml", "space", null, "preserve");
                xml.WriteString(Clean(text));
                xml.WriteEndElement();
                xml.WriteEndElement();
            }
            else if (Value(cell, kind, zone) is var (number, format))
            {
                xml.WriteAttributeString("s", format.ToString(CultureInfo.InvariantCulture));
                xml.WriteElementString("v", Main, number);
            }

            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static (string Number, int Style)? Value(object? cell, ExportKind kind, TimeZoneInfo zone) => cell switch
    {
        int or long => (Convert.ToInt64(cell, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture), Count),
        double value when double.IsFinite(value) => (value.ToString("R", CultureInfo.InvariantCulture), kind == ExportKind.Share ? Share : Number),
        DateOnly day => (Serial(day.ToDateTime(TimeOnly.MinValue)), Day),
        DateTimeOffset moment => (Serial(TimeZoneInfo.ConvertTime(moment, zone).DateTime), Moment),
        _ => null,
    };

    /// <summary>Days since the end of 1899, as spreadsheets count.</summary>
    private static string Serial(DateTime local) => (local - Epoch).TotalDays.ToString("0.##########", CultureInfo.InvariantCulture);

    /// <summary>Without what XML can't hold, and not longer than a cell.</summary>
    private static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (clean.Length + rune.Utf16SequenceLength > MostCharacters) break;
            if (rune.Value is '\t' or '\n' or '\r' or >= 0x20 and not (0xFFFE or 0xFFFF)) clean.Append(rune);
        }

        return clean.ToString();
    }

    private static XmlWriter Part(ZipArchive archive, string name)
    {
        var xml = XmlWriter.Create(archive.CreateEntry(name, CompressionLevel.Fastest).Open(), new XmlWriterSettings { Async = true, CloseOutput = true, Encoding = new UTF8Encoding(false) });
        xml.WriteStartDocument(standalone: true);
        return xml;
    }
}
