using System.Text;
using Facilities.Domain.Access;
using Facilities.Domain.Faults;
using Facilities.Domain.Insurance;

namespace Facilities.Dashboard.Tests.Rights;

/// <summary>docs/rights.md, from what was answered and from the domain's tables.</summary>
internal static class RightsDocument
{
    public const string Yes = "yes";
    public const string No = "–";
    public const string Hidden = "404";
    public const string SignIn = "sign-in";

    private static readonly (Role Role, string Title)[] Roles =
    [
        (Role.Crew, "crew"), (Role.Dispatcher, "dispatcher"), (Role.Firm, "project manager"), (Role.FirmAdmin, "firm admin"), (Role.Regulator, "regulator"), (Role.Insurer, "insurer"),
        (Role.Admin, "platform admin"), (Role.Resident, "resident"), (Role.System, "service"),
    ];

    private const string Opening = """
        # Rights

        Who may do what, as the running service answers. A test calls every page and endpoint as every role and compares with this file; a route without a row fails it. When rights are meant
        to change, write the file anew and read the difference:

        ```
        FACILITIES_UPDATE_RIGHTS=1 dotnet test tests/Dashboard.Tests --filter RightsMatrix_Tests
        ```

        Two things decide: the *role* (`Domain/Access/RoleRights.cs`, `Domain/Faults/FaultRights.cs`, `Domain/Insurance/ClaimRights.cs`) and the *scope*, what the caller's organisation has to do
        with the equipment (`Operations/Access/ScopedDb.cs`). Crew, dispatcher, project manager, firm admin, regulator and insurer below belong to organisations that have to do with it; another
        firm, another district's regulator and another insurer don't. No answer to them may name the communities, firms, people or faults of the others.

        | word | meaning |
        |---|---|
        | yes | goes through, or is refused for a reason of its own (state, field) |
        | – | 403, on a page the one that says so |
        | 404 | what isn't in the caller's scope looks like what doesn't exist; a page says so inside and counts as *yes* |
        | sign-in | 401, on a page the way to the sign-in |
        """;

    public static string Write(IReadOnlyDictionary<RightsCall, List<string>> cells)
    {
        var text = new StringBuilder(Opening.ReplaceLineEndings("\n")).Append('\n');
        Answers(text, "Pages", RightsCalls.Pages, cells);
        Answers(text, "REST", RightsCalls.Api, cells);
        Answers(text, "Beside them", RightsCalls.Rest, cells);
        Table<Right>(text, "Rights", "Rights outside the loop and claims.", (role, right) => RoleRights.Has(role, right));
        Table<FaultAction>(text, "Actions on faults", "A crew acts only on what its firm was given; who worked on a fault neither verifies nor closes nor rates it; what a regulator opened only a regulator ends.",
            FaultRights.Has);
        Table<ClaimAction>(text, "Actions on claims", "An insurer acts on its own policies once they are notified; before that a firm may drop a claim. A firm acts for the insured only where it runs the community or holds the policy; whoever only maintains the equipment comments.", ClaimRights.Has);
        return text.ToString();
    }

    private static void Answers(StringBuilder text, string title, IEnumerable<RightsCall> calls, IReadOnlyDictionary<RightsCall, List<string>> cells)
    {
        Head(text, title, "", RightsCaller.All.Select(caller => caller.Title));
        foreach (var call in calls)
        {
            var name = call.IsPage ? call.Endpoint["page ".Length..] : call.Endpoint;
            text.Append("| `").Append(name).Append('`').Append(call.Note.Length > 0 ? ", " + call.Note : "").Append(" | ").AppendJoin(" | ", cells[call]).Append(" |\n");
        }
    }

    private static void Table<T>(StringBuilder text, string title, string lead, Func<Role, T, bool> has)
        where T : struct, Enum
    {
        Head(text, title, lead, Roles.Select(role => role.Title));
        foreach (var item in Enum.GetValues<T>()) text.Append("| ").Append(item.ToString()).Append(" | ").AppendJoin(" | ", Roles.Select(role => has(role.Role, item) ? Yes : No)).Append(" |\n");
    }

    private static void Head(StringBuilder text, string title, string lead, IEnumerable<string> columns)
    {
        text.Append("\n## ").Append(title).Append("\n\n");
        if (lead.Length > 0) text.Append(lead).Append("\n\n");
        var all = columns.Prepend("").ToList();
        text.Append("| ").AppendJoin(" | ", all).Append(" |\n|").Append(string.Concat(Enumerable.Repeat("---|", all.Count))).Append('\n');
    }
}
