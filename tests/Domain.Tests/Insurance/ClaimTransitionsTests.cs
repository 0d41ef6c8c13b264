using Facilities.Domain.Access;
using Facilities.Domain.Insurance;
using static Facilities.Domain.Insurance.ClaimState;

namespace Facilities.Domain.Tests.Insurance;

public sealed class ClaimTransitionsTests
{
    /// <summary>C candidate, K checked, N notified, S surveying, G agreed, A approved, P paid, X closed, R rejected, W withdrawn, L appealed.</summary>
    private const string Table = """
                    CKNSGAPXRWL
        Propose     ...........
        UpdateLoss  CC.........
        Check       K..........
        Notify      .N.........
        Survey      ..S.......S
        Agree       ...G.......
        Approve     ....A......
        Pay         .....P.....
        Close       ......X....
        Reject      RRRRR.....R
        Withdraw    WWWWW.....W
        Appeal      ....L...L..
        Comment     CKNSGAP.R.L
        """;

    private static readonly ClaimState[] States = [Candidate, Checked, Notified, Surveying, Agreed, Approved, Paid, Closed, Rejected, Withdrawn, Appealed];

    public static TheoryData<ClaimState, ClaimAction, ClaimState?> Pairs()
    {
        var data = new TheoryData<ClaimState, ClaimAction, ClaimState?>();
        var lines = Table.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var letters = lines[0].Trim();
        foreach (var line in lines[1..])
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            for (var i = 0; i < States.Length; i++)
            {
                var at = letters.IndexOf(words[1][i], StringComparison.Ordinal);
                data.Add(States[i], Enum.Parse<ClaimAction>(words[0]), at < 0 ? null : States[at]);
            }
        }

        return data;
    }

    [Fact]
    public void The_table_names_every_state_and_every_action() => Pairs().Count.ShouldBe(Enum.GetValues<ClaimState>().Length * Enum.GetValues<ClaimAction>().Length);

    [Theory]
    [MemberData(nameof(Pairs))]
    public void A_claim_does_what_the_table_says_and_a_refusal_changes_nothing(ClaimState state, ClaimAction action, ClaimState? expected)
    {
        ClaimTransitions.Next(state, action).ShouldBe(expected);
        var claims = new Claims().To(state);
        var events = claims.Claim.History.Count;
        if (expected is { } to)
        {
            claims.Do(action).Claim.State.ShouldBe(to);
            claims.Claim.History.Count.ShouldBe(events + 1);
            claims.Claim.History[^1].From.ShouldBe(state);
        }
        else
        {
            Should.Throw<RuleViolation>(() => claims.Do(action));
            claims.Claim.State.ShouldBe(state);
            claims.Claim.History.Count.ShouldBe(events);
        }
    }

    /// <summary>S system, C crew, D dispatcher, F firm, R regulator, A admin, I insurer, U resident.</summary>
    [Theory]
    [InlineData(ClaimAction.Propose, "S.......")]
    [InlineData(ClaimAction.UpdateLoss, "S.......")]
    [InlineData(ClaimAction.Check, "...F....")]
    [InlineData(ClaimAction.Notify, "...F....")]
    [InlineData(ClaimAction.Survey, "......I.")]
    [InlineData(ClaimAction.Agree, "......I.")]
    [InlineData(ClaimAction.Approve, "......I.")]
    [InlineData(ClaimAction.Pay, "......I.")]
    [InlineData(ClaimAction.Close, "S.....I.")]
    [InlineData(ClaimAction.Reject, "...F..I.")]
    [InlineData(ClaimAction.Withdraw, "...F....")]
    [InlineData(ClaimAction.Appeal, "...F....")]
    [InlineData(ClaimAction.Comment, "..DFR.I.")]
    public void Each_role_may_do_what_the_table_says(ClaimAction action, string roles)
    {
        Role[] order = [Role.System, Role.Crew, Role.Dispatcher, Role.Firm, Role.Regulator, Role.Admin, Role.Insurer, Role.Resident];
        for (var i = 0; i < order.Length; i++) ClaimRights.Has(order[i], action).ShouldBe(roles[i] != '.', $"{order[i]} {action}");
    }

    [Fact]
    public void What_somebody_may_do_can_be_done_and_the_rest_is_refused()
    {
        foreach (var state in States)
        {
            foreach (var role in Enum.GetValues<Role>())
            {
                var actor = Claims.Of(role);
                var allowed = ClaimRights.Allowed(new Claims().To(state).Claim, actor);
                foreach (var action in Enum.GetValues<ClaimAction>().Except([ClaimAction.Propose, ClaimAction.UpdateLoss]))
                {
                    var claims = new Claims().To(state);
                    (Record.Exception(() => claims.Do(action, actor)) is null).ShouldBe(allowed.Contains(action), $"{role} {action} in {state}");
                }
            }
        }
    }

    [Fact]
    public void A_firm_acts_for_the_insured_only_if_it_is_one_of_them()
    {
        var (own, others) = (new[] { Claims.Manager.Organisation!.Value }, new[] { new OrganisationId(99) });
        foreach (var action in new[] { ClaimAction.Check, ClaimAction.Notify, ClaimAction.Reject, ClaimAction.Withdraw, ClaimAction.Appeal })
        {
            ClaimRights.InsuredRefusal(action, Claims.Manager, own).ShouldBeNull(action.ToString());
            ClaimRights.InsuredRefusal(action, Claims.Manager, others)!.Code.ShouldBe(RuleCodes.ClaimInsured, action.ToString());
            ClaimRights.InsuredRefusal(action, Claims.Insurer, others).ShouldBeNull("an insurer is refused by role and policy");
        }

        ClaimRights.InsuredRefusal(ClaimAction.Comment, Claims.Manager, others).ShouldBeNull();
        ClaimLetter.Refusal(new Claims().Claim, Claims.Manager, others)!.Code.ShouldBe(RuleCodes.ClaimInsured);
        ClaimLetter.Refusal(new Claims().Claim, Claims.Manager, own).ShouldBeNull();
    }

    [Fact]
    public void An_insurer_decides_only_its_own_and_only_what_was_notified()
    {
        var claims = new Claims().To(Notified);
        Should.Throw<RuleViolation>(() => claims.Do(ClaimAction.Survey, Claims.OtherInsurer)).Code.ShouldBe(RuleCodes.ClaimRight);
        Should.Throw<RuleViolation>(() => new Claims().Do(ClaimAction.Reject, Claims.Insurer)).Code.ShouldBe(RuleCodes.ClaimRight);
        // The insured can't reject what lies with the insurer; it can withdraw it.
        Should.Throw<RuleViolation>(() => claims.Do(ClaimAction.Reject, Claims.Manager)).Code.ShouldBe(RuleCodes.ClaimRight);
        claims.Do(ClaimAction.Withdraw, Claims.Manager);
    }
}
