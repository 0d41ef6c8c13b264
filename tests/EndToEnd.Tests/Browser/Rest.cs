using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;

namespace Facilities.EndToEnd_Tests.Browser;

/// <summary>What tests read over REST beside the pages that they look at.</summary>
internal static class Rest
{
    /// <summary>China has one zone and no summer time.</summary>
    private static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    public static Task<JsonElement> GetAsync(HttpClient http, string path) => http.GetFromJsonAsync<JsonElement>(new Uri(path, UriKind.Relative));

    public static async Task<List<JsonElement>> ItemsAsync(HttpClient http, string path) => [.. (await GetAsync(http, path)).GetProperty("items").EnumerateArray()];

    /// <summary>The site's clock, in its zone.</summary>
    public static async Task<DateTimeOffset> NowAsync(HttpClient http) => DateTimeOffset.FromUnixTimeMilliseconds((await GetAsync(http, "/api/clock")).GetProperty("siteNowUnixMs").GetInt64()).ToOffset(Offset);

    public static async Task<DateOnly> TodayAsync(HttpClient http) => DateOnly.FromDateTime((await NowAsync(http)).DateTime);

    public static DateOnly Day(JsonElement row, string name) => DateOnly.ParseExact(row.GetProperty(name).GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
