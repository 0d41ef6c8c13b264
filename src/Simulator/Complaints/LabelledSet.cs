using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Facilities.Simulator.Complaints;

/// <summary>
/// A folder with <c>places.json</c> (the directory), <c>records.csv</c> (as a hotline exports) and <c>labels.csv</c> (what is true of each record). Records are written as they
/// are made: memory doesn't grow with their number.
/// </summary>
internal static class LabelledSet
{
    public const string Places = "places.json";
    public const string Records = "records.csv";
    public const string Labels = "labels.csv";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="folder">Where; made if missing.</param>
    /// <param name="records">How many.</param>
    /// <param name="sites">Communities.</param>
    /// <param name="seed">The same seed, the same bytes.</param>
    /// <param name="encoding">Of the records.</param>
    /// <param name="until">Moment of the newest possible record, local time.</param>
    /// <param name="done">Told how many there are, now and then.</param>
    public static void Write(DirectoryInfo folder, int records, int sites, ulong seed, Encoding encoding, DateTime until, Action<int> done, CancellationToken cancellationToken)
    {
        folder.Create();
        var city = new InventedCity(sites, seed);
        using (var places = File.Create(Path.Combine(folder.FullName, Places))) JsonSerializer.Serialize(places, city.Written, Json);
        var writer = new ComplaintWriter(city, seed, until);
        using var written = new StreamWriter(Path.Combine(folder.FullName, Records), append: false, encoding, 1 << 16) { NewLine = "\r\n" };
        using var labels = new StreamWriter(Path.Combine(folder.FullName, Labels), append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16) { NewLine = "\n" };
        written.WriteLine("工单编号,受理时间,诉求人电话,诉求地址,诉求内容");
        labels.WriteLine("record,topic,sub,site,building,asset,told_site,told_asset,held_out");
        for (var i = 0; i < records; i++)
        {
            if (i % 1_024 == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                done(i);
            }

            var record = writer.Next();
            written.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{record.Number},{record.At:yyyy-MM-dd HH:mm:ss},13800001234,{Quoted(record.Address)},{Quoted(record.Text)}"));
            labels.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{record.Number},{record.Topic},{record.Sub},{record.Site},{record.Building},{record.Asset},{Bit(record.ToldSite)},{Bit(record.ToldAsset)},{Bit(record.HeldOut)}"));
        }

        done(records);
    }

    private static int Bit(bool value) => value ? 1 : 0;

    private static string Quoted(string text) => text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : '"' + text.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';
}
