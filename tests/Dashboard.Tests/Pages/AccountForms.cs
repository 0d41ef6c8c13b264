using System.Text.RegularExpressions;
using Facilities.Dashboard.Tests.Api;

namespace Facilities.Dashboard.Tests.Pages;

/// <summary>Fills in forms of static pages as a browser does.</summary>
internal static partial class AccountForms
{
    /// <summary>Reads the page for its token, then posts one of its forms.</summary>
    public static async Task<ApiAnswer> PostFormAsync(this ApiClient client, string path, string form, params (string Name, string Value)[] fields)
    {
        var page = await client.SendAsync(HttpMethod.Get, path);
        var token = Token().Match(page.Text);
        token.Success.ShouldBeTrue($"{path}: {page.Status} {page.Location}");
        var body = string.Join('&', fields.Prepend(("__RequestVerificationToken", token.Groups[1].Value)).Prepend(("_handler", form)).Select(field => $"{field.Item1}={Uri.EscapeDataString(field.Item2)}"));
        return await client.SendTextAsync(HttpMethod.Post, path, body, "application/x-www-form-urlencoded");
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
