using System.Text.RegularExpressions;
using Facilities.Dashboard.Tests.Api;
using Facilities.Dashboard.Tests.Localization;
using Facilities.Domain;
using Facilities.Domain.Faults;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Dashboard.Tests.Pages;

/// <summary>What the tests of pages behind personal links have in common: the form's token, its button, and what stands in the database afterwards.</summary>
internal static partial class LinkPage
{
    public static async Task<T> ReadAsync<T>(this ApiHost host, Func<FacilitiesDb, Task<T>> read)
    {
        await using var db = await host.Get<IDbContextFactory<FacilitiesDb>>().CreateDbContextAsync();
        return await read(db);
    }

    public static Task<FaultState> StateAsync(this ApiHost host, FaultId fault) => host.ReadAsync(db => db.Faults.Where(item => item.Id == fault).Select(item => item.State).FirstAsync());

    /// <summary>What the page's form carries against other sites' pages.</summary>
    public static string TokenOf(ApiAnswer page) => Token().Match(page.Text).Groups[1].Value;

    /// <summary>Sends the page's form.</summary>
    public static Task<ApiAnswer> PressAsync(this ApiClient client, string handler, string path, string token, string fields = "") => client.SendTextAsync(
        HttpMethod.Post, path, $"_handler={handler}&__RequestVerificationToken={Uri.EscapeDataString(token)}{fields}", "application/x-www-form-urlencoded");

    public static string Says(string language, string key) => ResourceFiles.Read("NotificationText", language)[key];

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
