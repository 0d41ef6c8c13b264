using System.Text.Json;

namespace Facilities.Ingest.Tests.Influx;

/// <summary>Asks an InfluxDB server itself, past our own store, what it holds.</summary>
internal static class InfluxSamples
{
    /// <summary>Numbers and times of all messages, by asset.</summary>
    public static async Task<Dictionary<string, List<(long Time, int Number)>>> NumbersAsync(InfluxServerProcess server, string database)
    {
        using var answer = JsonDocument.Parse(await server.QueryAsync("SELECT \"seq\" FROM \"elevator\" GROUP BY \"asset\"", database));
        var result = answer.RootElement.GetProperty("results")[0];
        if (!result.TryGetProperty("series", out var series)) return [];
        return series.EnumerateArray().ToDictionary(
            static one => one.GetProperty("tags").GetProperty("asset").GetString()!,
            static one => one.GetProperty("values").EnumerateArray().Select(static row => (row[0].GetInt64(), row[1].GetInt32())).ToList());
    }

    /// <summary>How many there are; 0 also while the server is away.</summary>
    public static Task<long> CountAsync(InfluxServerProcess server, string database) => CountAsync(server, database, "");

    /// <summary>How many later than an instant there are; 0 also while the server is away.</summary>
    public static Task<long> CountAfterAsync(InfluxServerProcess server, string database, long unixMs) =>
        CountAsync(server, database, string.Create(System.Globalization.CultureInfo.InvariantCulture, $" WHERE time > {unixMs}ms"));

    private static async Task<long> CountAsync(InfluxServerProcess server, string database, string condition)
    {
        try
        {
            using var answer = JsonDocument.Parse(await server.QueryAsync("SELECT count(\"seq\") FROM \"elevator\"" + condition, database));
            return answer.RootElement.GetProperty("results")[0].TryGetProperty("series", out var series) ? series[0].GetProperty("values")[0][1].GetInt64() : 0;
        }
        catch (HttpRequestException)
        {
            return 0;
        }
    }
}
