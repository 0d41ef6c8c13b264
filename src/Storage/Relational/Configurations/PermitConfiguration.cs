using Facilities.Domain.Assets;
using Facilities.Domain.Calendars;
using Facilities.Domain.Faults;
using Facilities.Domain.Permits;
using Facilities.Storage.Relational.Conventions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Facilities.Storage.Relational.Configurations;

internal sealed class PermitConfiguration : IEntityTypeConfiguration<Permit>
{
    public void Configure(EntityTypeBuilder<Permit> builder)
    {
        builder.ToTable("permits");
        builder.Property(permit => permit.Number).HasMaxLength(32);
        builder.Property(permit => permit.Families).AsJson();
        builder.Property(permit => permit.Note).HasMaxLength(Attachments.MaximumNoteLength);
        builder.Property(permit => permit.Hours).HasMaxLength(200).HasConversion(hours => hours!.ToString(), text => WorkingHours.Parse(text));
        builder.Ignore(permit => permit.EndsAt);
        builder.HasIndex(permit => permit.Number).IsUnique();
        builder.HasIndex(permit => new { permit.AssetId, permit.Until });
        builder.HasIndex(permit => permit.CommunityId);
        builder.HasOne<Asset>().WithMany().HasForeignKey(permit => permit.AssetId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Community>().WithMany().HasForeignKey(permit => permit.CommunityId).OnDelete(DeleteBehavior.Restrict);
    }
}
