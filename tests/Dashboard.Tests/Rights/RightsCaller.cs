using System.Net;
using Facilities.Dashboard.Tests.Api;

namespace Facilities.Dashboard.Tests.Rights;

/// <summary>One column of the matrix: somebody with an address of his own, so that no rate limit of another is his.</summary>
/// <param name="Title">Heading.</param>
/// <param name="User">Account; null: not signed in.</param>
/// <param name="IsStranger">His organisation has nothing to do with the demo's communities.</param>
internal sealed record RightsCaller(string Title, string? User, bool IsStranger = false)
{
    public static IReadOnlyList<RightsCaller> All { get; } =
    [
        new("nobody", null), new("crew", "crew"), new("dispatcher", "dispatcher"), new("project manager", "firm"), new("firm admin", "firmadmin"), new("regulator", "regulator"),
        new("insurer", "insurer"), new("platform admin", "admin"), new("another firm", ApiHost.Stranger, true), new("another district", ApiHost.StrangeRegulator, true),
        new("another insurer", ApiHost.StrangeInsurer, true),
    ];

    /// <summary>Signed in anew.</summary>
    public async Task<ApiClient> OpenAsync(ApiHost host)
    {
        var client = host.Anyone(IPAddress.Parse($"127.0.1.{10 + All.ToList().IndexOf(this)}"));
        if (User is not null) (await client.SignInAsync(User, ApiHost.Password)).Status.ShouldBe(HttpStatusCode.OK, User);
        return client;
    }
}
