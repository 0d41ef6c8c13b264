using Facilities.Domain.Assets;
using Facilities.Domain.Escalation;
using Facilities.Domain.Rota;
using Facilities.Storage.Relational.Escalation;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Facilities.Storage.Relational.Configurations;

internal sealed class RotaConfiguration
    : IEntityTypeConfiguration<DutyShift>, IEntityTypeConfiguration<DutyPattern>, IEntityTypeConfiguration<DutySubstitution>, IEntityTypeConfiguration<SiteLadder>
{
    public void Configure(EntityTypeBuilder<DutyShift> builder)
    {
        builder.ToTable("duty_shifts");
        builder.HasIndex(shift => new { shift.CommunityId, shift.Until });
        builder.HasOne<Community>().WithMany().HasForeignKey(shift => shift.CommunityId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<DutyPattern> builder)
    {
        builder.ToTable("duty_patterns");
        builder.Property(pattern => pattern.Days).HasMaxLength(7).HasConversion(days => days.ToString(), text => Weekdays.Parse(text));
        builder.HasIndex(pattern => pattern.CommunityId);
        builder.HasOne<Community>().WithMany().HasForeignKey(pattern => pattern.CommunityId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<DutySubstitution> builder)
    {
        builder.ToTable("duty_substitutions");
        builder.HasIndex(item => new { item.CommunityId, item.Until });
        builder.HasOne<Community>().WithMany().HasForeignKey(item => item.CommunityId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<SiteLadder> builder)
    {
        builder.ToTable("site_ladders");
        builder.HasKey(ladder => new { ladder.CommunityId, ladder.Severity });
        builder.Property(ladder => ladder.Ladder).HasMaxLength(400).HasConversion(ladder => ladder.ToString(), text => EscalationLadder.Parse(text));
        builder.HasOne<Community>().WithMany().HasForeignKey(ladder => ladder.CommunityId).OnDelete(DeleteBehavior.Cascade);
    }
}
