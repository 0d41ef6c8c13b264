using System.Diagnostics;
using System.Globalization;
using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Organisations;
using Facilities.EndToEnd_Tests.Browser;
using Facilities.EndToEnd_Tests.Processes;
using Facilities.Ingest.Commands.Inspections;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Access;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Facilities.EndToEnd_Tests.Measured;

/// <summary>The regulator's page over a district's year of 300 lifts and 100 fire systems: the service's answer, and the browser until the numbers stand.</summary>
public sealed class DistrictPage_Tests
{
    private const int Openings = 30;
    private const string User = "regulator";

    /// <summary>Notes when the first figure stands, in milliseconds since the address was opened; runs before the page's own scripts.</summary>
    private const string Watch =
        """
        new MutationObserver((_, watching) => {
          if (!document.querySelector('[data-figure=owed]') || !document.querySelector('.f-comp tbody tr')) return;
          window.shownAfterMs = performance.now();
          watching.disconnect();
        }).observe(document, { childList: true, subtree: true });
        """;

    [Measurement]
    public async Task The_regulators_page_over_a_districts_year()
    {
        using var folder = new TempFolder();
        var queries = await new InspectionsBench(folder.Path, new Progress<string>()).RunAsync(300, 100, default);
        var password = Guid.NewGuid().ToString("N");
        await AddRegulatorAsync(folder.File("facilities.db"), password);
        await using var dashboard = await RunningDashboard.StartAsync(folder.Path, demo: false);
        await using var chromium = await Chromium.StartAsync();
        var today = DateOnly.FromDateTime(DateTime.UtcNow.AddHours(8));
        var address = string.Create(CultureInfo.InvariantCulture, $"/compliance?period=Own&from={today:yyyy-MM-dd}&until={today.AddYears(1):yyyy-MM-dd}");
        using var client = await SignedInClient.SignInAsync(dashboard.Address, User, password);
        var page = await chromium.SignInAsync(dashboard.Address, User, password, "zh-CN");
        await page.AddInitScriptAsync(Watch);
        await Task.Delay(TimeSpan.FromSeconds(20));

        var (answers, exports, openings) = (new List<double>(), new List<double>(), new List<double>());
        for (var n = 0; n < Openings; n++)
        {
            answers.Add(await AnswerAsync(client.Http, address));
            exports.Add(await AnswerAsync(client.Http, address.Replace("/compliance?", "/api/compliance/export?what=Table&format=Csv&by=Community&", StringComparison.Ordinal)));
            openings.Add(await OpenAsync(page, address));
        }

        await Chromium.ShootAsync(page, "district-year-zh-light");
        Measurements.Report("district.md",
            ["| | target | measured |\n|---|---|---|", .. queries.Select(row => $"| {row.What} | {row.Target} | {row.Measured} |"),
            $"\n| of {Openings} each | p50, ms | p95, ms | p99, ms | max, ms |\n|---|---|---|---|---|",
            Measurements.Line("the service's answer to the page's address, signed in", answers), Measurements.Line("the same table as CSV, all of it", exports),
            Measurements.Line("the page in Chromium, from opening its address until its numbers stand", openings)]);
    }

    private static async Task AddRegulatorAsync(string database, string password)
    {
        var services = new ServiceCollection().AddLogging().AddFacilitiesStorage(new DatabaseOptions { SqlitePath = database }).BuildServiceProvider();
        await using (services)
        {
            await services.GetRequiredService<FacilitiesWriter>().WriteAsync(async (unit, token) =>
            {
                var district = await unit.Db.Organisations.FirstAsync(item => item.Kind == OrganisationKind.District, token);
                var bureau = new Organisation(OrganisationKind.Regulator, "住建局", "Housing bureau", district.Id);
                unit.Db.Organisations.Add(bureau);
                await unit.Db.SaveChangesAsync(token);
                foreach (var (name, role, organisation) in new[] { (User, Role.Regulator, (OrganisationId?)bureau.Id), ("admin", Role.Admin, null) })
                {
                    var user = new AppUser
                    {
                        UserName = name,
                        NormalizedUserName = name.ToUpperInvariant(),
                        NameZh = name,
                        NameEn = name,
                        Role = role,
                        OrganisationId = organisation,
                        SecurityStamp = Guid.NewGuid().ToString("N"),
                    };
                    user.PasswordHash = new PasswordHasher<AppUser>().HashPassword(user, password);
                    unit.Db.Users.Add(user);
                }
            }, default);
        }
    }

    private static async Task<double> AnswerAsync(HttpClient http, string address)
    {
        var began = Stopwatch.GetTimestamp();
        using var answer = await http.GetAsync(new Uri(address, UriKind.Relative));
        await answer.Content.ReadAsByteArrayAsync();
        var took = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        answer.IsSuccessStatusCode.ShouldBeTrue(address);
        return took;
    }

    private static async Task<double> OpenAsync(IPage page, string address)
    {
        await page.GotoAsync(address);
        await page.WaitForFunctionAsync("() => window.shownAfterMs > 0");
        return await page.EvaluateAsync<double>("() => window.shownAfterMs");
    }
}
